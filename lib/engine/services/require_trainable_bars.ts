/**
 * Whether there are bars enough to train on, asked before an operation is made.
 * @module
 */
import type { LabelDefinition, Strategy } from "../../strategy/strategy.ts";
import type { Bars } from "../domain/bars.ts";
import { toFeatureSpecs } from "./feature_specs.ts";
import { toLabelSpec } from "./plan_training.ts";
import { prepareSamples } from "./prepare_samples.ts";
import { detailError } from "./service_error.ts";
import type { TrainingRequest } from "./training_request.ts";

/** Rows that each part of the split should have at least. */
const fewestRows = 10;

/** With more bars than this, every indicator and label has what it needs. */
const fewBars = 3_000;

/** What the bars are for. */
export interface RequireTrainableBarsOptions {
  readonly strategy: Strategy;
  readonly split: TrainingRequest["split"];
}

/** Throws a 400 that says how many bars there are and how many are needed. */
export function requireTrainableBars(bars: Bars, { strategy, split }: RequireTrainableBarsOptions): void {
  const count = bars.time.length;
  const needed = countNeeded(strategy, split);
  if (count < needed) {
    const reach = labelReach(strategy.training.labels);
    const reasons = [
      `history_required ${strategy.historyRequired}`,
      `${fewestRows} rows in each part of the split`,
      ...(reach > 0 ? [`labels that look ${reach} bars ahead`] : []),
    ];
    throw detailError(
      400,
      `Too few bars to train on: there are ${count} and at least ${needed} are needed (${
        reasons.join(", ")
      })`,
    );
  }
  if (count > fewBars) return;
  try {
    prepareSamples({ bars, features: toFeatureSpecs(strategy), labels: toLabelSpec(strategy), split });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw detailError(400, `The ${count} bars cannot be trained on: ${error.message}`);
  }
}

function countNeeded(strategy: Strategy, split: TrainingRequest["split"]): number {
  const shares = [split.train, split.validation, split.test].filter((share) => share > 0);
  const rows = Math.ceil(fewestRows / Math.min(...shares));
  return Math.max(strategy.historyRequired, rows + labelReach(strategy.training.labels));
}

/** Bars that a label looks ahead. */
function labelReach(labels: LabelDefinition): number {
  switch (labels.source) {
    case "forward_return":
    case "context":
      return labels.horizon;
    case "triple_barrier":
      return labels.maxHoldingPeriod;
    case "zigzag":
    case "regime":
      return 0;
  }
}
