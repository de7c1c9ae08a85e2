import type { KtrdrClient } from "../../lib/client/client.ts";
import type { ModelDetails } from "../../lib/contract/model.ts";
import type { EpochMetricsRow } from "../../lib/contract/training.ts";
import { ApiError } from "../../lib/errors.ts";
import {
  formatLoss,
  formatNumber,
  formatPercent,
  formatTimestamp,
  lossDigits,
} from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { drawCurve } from "../program/draw_curve.ts";
import { requireModelFiles } from "./require_model_files.ts";

/** `ktrdr model show`: one trained model, and the epochs of its training where the server has them. */
export async function showModel(context: Context, modelId: string): Promise<void> {
  const client = await context.client();
  await requireModelFiles(client, "tell more of a model than 'ktrdr model list' shows");
  const model = await client.models.get(modelId);
  const epochs = await readEpochs(client, model);
  const strategy_sha256 = await hashText(model.strategy_text);
  const value = { ...model, strategy_sha256, epochs };
  context.printer.result(
    value,
    (style) => renderModel(value, { epochs, style, columns: context.width }),
    { rows: [value] },
  );
}

/** A model may come from elsewhere: then its training is not known here. */
async function readEpochs(
  client: KtrdrClient,
  { operation_id: id }: ModelDetails,
): Promise<EpochMetricsRow[]> {
  if (id === null) return [];
  return await client.operations.metrics(id).catch((error) => {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  });
}

interface RenderModelOptions {
  epochs: readonly EpochMetricsRow[];
  style: Style;
  /** Columns of the terminal; undefined: as many as look well. */
  columns: number | undefined;
}

async function hashText(text: string | null | undefined): Promise<string | null> {
  if (typeof text !== "string") return null;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Digits of a hash that tell the texts of a strategy apart. */
const shownDigits = 12;

function describeText({ strategy_sha256: hash, strategy_is_current: isCurrent }: ShownModel): string {
  if (hash === null) return "-";
  const relation = isCurrent === true
    ? ", as it is stored"
    : isCurrent === false
    ? ", not the text that is stored under this name"
    : "";
  return `sha256 ${hash.slice(0, shownDigits)}${relation}`;
}

/** A model, and the hash of the strategy that it was trained on. */
interface ShownModel extends ModelDetails {
  strategy_sha256: string | null;
}

function renderModel(model: ShownModel, { epochs, style, columns }: RenderModelOptions): string {
  const fields = renderFields([
    ["Model", model.model_id],
    ["Strategy", model.strategy_name ?? "-"],
    ["Strategy text", describeText(model)],
    ["Bars", describeBars(model)],
    ["Trained", formatTimestamp(model.created_at)],
    ["Operation", model.operation_id ?? "-"],
    ["Path", model.model_path ?? "-"],
    ["Training accuracy", formatPercent(model.training_accuracy, 1)],
    ["Test accuracy", formatPercent(model.test_accuracy, 1)],
    ["Network", describeShape(model.shape)],
  ], style);
  const metrics = Object.entries(model.metrics ?? {}).flatMap(([name, value]): [string, string][] =>
    typeof value === "number" ? [[name, formatMetric(name, value)]] : []
  );
  const sections = [fields];
  if (metrics.length > 0) sections.push(`${style.bold("Metrics")}\n${renderFields(metrics, style)}`);
  sections.push(
    ...renderLosses("Training loss", epochs.map((epoch) => epoch.train_loss), { style, columns }),
    ...renderLosses("Validation loss", epochs.map((epoch) => epoch.val_loss), { style, columns }),
  );
  const features = model.features ?? [];
  if (features.length > 0) {
    sections.push(`${style.bold(`Features (${features.length})`)}\n  ${features.join("\n  ")}`);
  }
  return sections.join("\n\n");
}

/** The curve of a loss over the epochs; none of fewer than two. */
function renderLosses(
  title: string,
  losses: readonly (number | null | undefined)[],
  look: Omit<RenderModelOptions, "epochs">,
): string[] {
  if (losses.filter((loss) => typeof loss === "number").length < 2) return [];
  const digits = lossDigits(losses) - 2;
  const curve = drawCurve(title, losses.map((loss) => loss ?? NaN), {
    ...look,
    height: 6,
    startLabel: "epoch 0",
    endLabel: `epoch ${losses.length - 1}`,
    formatValue: (loss) => formatLoss(loss, digits),
  });
  return [curve];
}

/** Counts and seeds as they are, measures with six decimals, small losses with more. */
function formatMetric(name: string, value: number): string {
  if (name.includes("loss")) return formatLoss(value);
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
