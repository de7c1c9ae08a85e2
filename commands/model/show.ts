import type { ModelDetails } from "../../lib/contract/model.ts";
import { formatNumber, formatPercent, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../context.ts";

/** `ktrdr model show`: one trained model. */
export async function showModel(context: Context, modelId: string): Promise<void> {
  const client = await context.client();
  const model = await client.models.get(modelId);
  context.printer.result(model, (style) => renderModel(model, style));
}

function renderModel(model: ModelDetails, style: Style): string {
  const fields = renderFields([
    ["Model", model.model_id],
    ["Strategy", model.strategy_name ?? "-"],
    ["Bars", describeBars(model)],
    ["Trained", formatTimestamp(model.created_at)],
    ["Operation", model.operation_id ?? "-"],
    ["Path", model.model_path ?? "-"],
    ["Training accuracy", formatPercent(model.training_accuracy, 1)],
    ["Test accuracy", formatPercent(model.test_accuracy, 1)],
    ["Network", describeShape(model.shape)],
  ], style);
  const metrics = Object.entries(model.metrics ?? {}).flatMap(([name, value]): [string, string][] =>
    typeof value === "number" ? [[name, formatMetric(value)]] : []
  );
  const sections = [fields];
  if (metrics.length > 0) sections.push(`${style.bold("Metrics")}\n${renderFields(metrics, style)}`);
  const features = model.features ?? [];
  if (features.length > 0) {
    sections.push(`${style.bold(`Features (${features.length})`)}\n  ${features.join("\n  ")}`);
  }
  return sections.join("\n\n");
}

/** Counts and seeds as they are, measures with six decimals. */
function formatMetric(value: number): string {
  return Number.isInteger(value) ? String(value) : formatNumber(value, 6);
}

/** What a model was trained on, "SPX, NDX 1h, 1d". */
function describeBars({ symbols, timeframes, symbol, timeframe }: ModelDetails): string {
  return `${symbols?.join(", ") ?? symbol ?? "-"} ${timeframes?.join(", ") ?? timeframe ?? "-"}`;
}

/** Layer sizes, "8 → 32 → 16 → 3 (relu, dropout 0.1)" or "8 → 2 × 64 → 3 (lstm over 20 bars, dropout 0)". */
function describeShape(shape: ModelDetails["shape"]): string {
  if (!shape) return "-";
  const { kind, inputs, outputs, dropout } = shape;
  if (kind === "lstm" || kind === "gru") {
    const { numLayers, hiddenSize, sequenceLength } = shape;
    return `${inputs} → ${numLayers} × ${hiddenSize} → ${outputs} ` +
      `(${kind} over ${sequenceLength} bars, dropout ${dropout})`;
  }
  const hidden = Array.isArray(shape.hiddenLayers) ? shape.hiddenLayers : [];
  return `${[inputs, ...hidden, outputs].join(" → ")} (${shape.activation}, dropout ${dropout})`;
}
