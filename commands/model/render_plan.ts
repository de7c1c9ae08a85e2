import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { StrategyFeature } from "../../lib/strategy/resolve_features.ts";
import type { ModelDefinition, Strategy } from "../../lib/strategy/strategy.ts";
import type { TrainingChoices } from "./parse_training_choices.ts";

/** What a training would do. */
interface Plan extends Pick<TrainingChoices, "start_date" | "end_date"> {
  strategy_name: string;
  strategy: Strategy;
  symbols: readonly string[];
  timeframes: readonly string[];
}

/** What {@linkcode renderPlan} needs besides the plan. */
interface RenderPlanOptions {
  features: readonly StrategyFeature[];
  style: Style;
}

/** The plan of a training as lines. */
export function renderPlan(plan: Plan, options: RenderPlanOptions): string {
  const { features, style } = options;
  const { training, model } = plan.strategy;
  const { split } = training;
  const fields = renderFields([
    ["Strategy", plan.strategy_name],
    ["Bars", `${plan.symbols.join(", ")} ${plan.timeframes.join(", ")}`],
    ["Period", describePeriod(plan)],
    ["Labels", training.labels.source],
    ["Network", describeModel(model, features.length)],
    [
      "Training",
      `${training.epochs} epochs, batches of ${training.batchSize}, ${training.optimizer}, ${training.loss}`,
    ],
    [
      "Split",
      `${formatShare(split.train)} train, ${formatShare(split.validation)} validation, ${
        formatShare(split.test)
      } test`,
    ],
  ], style);
  const list = features.map((feature) => `  ${feature.featureId}`).join("\n");
  return `${fields}\n\n${
    style.bold(`Features (${features.length})`)
  }\n${list}\n\nDry run: nothing was started`;
}

/** What is left of 1 has the noise of a subtraction. */
function formatShare(share: number): string {
  return String(Number(share.toFixed(6)));
}

/** The period of a training in words. */
export function describePeriod(choices: Pick<TrainingChoices, "start_date" | "end_date">): string {
  return `${choices.start_date ?? "first bar"} to ${choices.end_date ?? "last bar"}`;
}

function describeModel(model: ModelDefinition, inputs: number): string {
  if (model.type !== "mlp") return `${model.type}, ${model.numLayers} layers of ${model.hiddenSize}`;
  return `${
    [inputs, ...model.hiddenLayers].join(" → ")
  } → outputs (${model.activation}, dropout ${model.dropout})`;
}
