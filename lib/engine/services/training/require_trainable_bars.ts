/**
 * Whether there are bars enough to train on, asked before an operation is made.
 * @module
 */
import type { LabelDefinition, ModelDefinition, Strategy } from "../../../strategy/strategy.ts";
import { requireBars } from "../../domain/features/timeframe_features.ts";
import { makeSamples, type SymbolBars } from "../../domain/samples/make_samples.ts";
import { toFeatureSpecs } from "../strategies/feature_specs.ts";
import { detailError } from "../service_error.ts";
import type { TrainingRequest } from "./training_request.ts";
import { isShort, requireFeatures } from "../strategies/require_features.ts";

/** Rows that each part of the split should have at least. */
const fewestRows = 10;

/** What the bars are for. */
interface RequireTrainableBarsOptions {
  readonly strategy: Strategy;
  readonly split: TrainingRequest["split"];
}

/** Throws a 400 that says of which bars there are too few, how many there are and how many are needed. */
export function requireTrainableBars(bars: SymbolBars, options: RequireTrainableBarsOptions): void {
  requireEnough(bars, options);
  requireLabels(bars, options);
  requireFeatures({ ...bars, specs: toFeatureSpecs(options.strategy) }, "trained on");
}

function requireEnough(
  { symbol, series }: SymbolBars,
  { strategy, split }: RequireTrainableBarsOptions,
): void {
  const { baseTimeframe, historyRequired, model, training } = strategy;
  const count = requireBars(series, baseTimeframe).time.length;
  const reach = labelReach(training.labels);
  const rows = fewestRows + windowLength(model) - 1;
  const shares = [split.train, split.validation, split.test].filter((share) => share > 0);
  const needed = Math.max(historyRequired, Math.ceil(rows / Math.min(...shares)) + reach);
  if (count >= needed) return;
  const reasons = [
    `history_required ${historyRequired}`,
    `${rows} rows in each part of the split`,
    ...(reach > 0 ? [`labels that look ${reach} bars ahead`] : []),
  ];
  const period = series.size > 1 ? " in the period that all timeframes cover" : "";
  throw detailError(
    400,
    `Too few bars to train on: there are ${count} of ${symbol} ${baseTimeframe}${period}, ` +
      `and at least ${needed} are needed (${reasons.join(", ")})`,
  );
}

/** Bars that the network reads for one answer. */
function windowLength(model: ModelDefinition): number {
  return model.type === "mlp" ? 1 : model.sequenceLength;
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

function requireLabels({ symbol, series }: SymbolBars, options: RequireTrainableBarsOptions): void {
  const { strategy: { baseTimeframe: base, training: { labels } }, split } = options;
  const bars = requireBars(series, base);
  if (!isShort(bars)) return;
  try {
    // Without features this makes the labels and their split alone.
    makeSamples([{ symbol, series }], { base, specs: [], labels, split, sequenceLength: 1 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw detailError(
      400,
      `The ${bars.time.length} bars of ${symbol} ${base} cannot be trained on: ${error.message}`,
    );
  }
}
