import type { Bars } from "../bars.ts";
import { contextLabels } from "./context_labels.ts";
import { cusumEvents } from "./cusum_events.ts";
import { forwardReturns } from "./forward_returns.ts";
import { regimeLabels } from "./regime_labels.ts";
import { tripleBarrier } from "./triple_barrier.ts";
import { uniquenessWeights } from "./uniqueness_weights.ts";
import { zigzagLabels } from "./zigzag_labels.ts";

/** What a model shall learn to foresee. Thresholds are fractions of the price, periods are in bars. */
export type LabelSpec =
  | { source: "zigzag"; threshold: number }
  | { source: "forward_return"; horizon: number }
  | {
    source: "triple_barrier";
    ptMultiplier: number;
    slMultiplier: number;
    maxHoldingPeriod: number;
    volSpan: number;
    volMethod: string;
    computeWeights: boolean;
    /** Keeps only the bars of a CUSUM event; 0 or less derives the threshold, null keeps every bar. */
    cusumThreshold: number | null;
    cusumMultiplier: number;
  }
  | { source: "context"; horizon: number; bullishThreshold: number; bearishThreshold: number }
  | {
    source: "regime";
    macroAtrMultiplier: number;
    microAtrMultiplier: number;
    atrPeriod: number;
    volLookback: number;
    volCrisisThreshold: number;
    progressionTolerance: number;
  };

/** Labels and the bars they belong to: entry `i` of every column speaks of bar `bars[i]`. */
export interface Labels {
  /**
   * `value`: numbers to predict. `class`: values are class indices, for zigzag and triple barrier 0 buy, 1 hold, 2 sell;
   * for context 0 bullish, 1 bearish, 2 neutral; for regime 0 trending up, 1 trending down, 2 ranging, 3 volatile.
   */
  readonly kind: "class" | "value";
  /** Number of classes; 1 for values. */
  readonly classes: number;
  /** Class index or number. */
  readonly values: Float32Array;
  /** Row of the bar that each label belongs to, ascending. */
  readonly bars: Int32Array;
  /** Bars until the label was decided; triple barrier only. */
  readonly holding?: Int32Array;
  /** Weight of each label in sampling, 1 on average; only when asked for. */
  readonly weights?: Float32Array;
}

type TripleBarrierSpec = Extract<LabelSpec, { source: "triple_barrier" }>;

/** Fewest bars in which a price can turn. */
const fewestZigzagBars = 3;

/**
 * Labels for the bars whose future is known, each tied to its bar, so that features can be paired with it.
 *
 * @throws {RangeError} when there are too few bars for the definition, or a number in it makes no sense.
 */
export function makeLabels(bars: Bars, spec: LabelSpec): Labels {
  switch (spec.source) {
    case "zigzag":
      return makeZigzagLabels(bars, spec.threshold);
    case "forward_return": {
      const values = Float32Array.from(forwardReturns(bars.close, spec.horizon));
      return { kind: "value", classes: 1, values, bars: firstBars(values.length) };
    }
    case "triple_barrier":
      return makeTripleBarrierLabels(bars, spec);
    case "context":
      return makeFirstClasses(contextLabels(bars.close, spec), 3);
    case "regime":
      return makeFirstClasses(regimeLabels(bars, spec), 4);
  }
}

/** Classes of the first bars, one each. */
function makeFirstClasses(values: Float32Array, classes: number): Labels {
  return { kind: "class", classes, values, bars: firstBars(values.length) };
}

function makeZigzagLabels(bars: Bars, threshold: number): Labels {
  const count = bars.close.length;
  if (count < fewestZigzagBars) {
    throw new RangeError(`Zigzag labels need at least ${fewestZigzagBars} bars, got "${count}"`);
  }
  return makeFirstClasses(zigzagLabels(bars.close, threshold), 3);
}

function makeTripleBarrierLabels(bars: Bars, spec: TripleBarrierSpec): Labels {
  const outcome = tripleBarrier(bars, spec);
  const kept = spec.cusumThreshold === null ? firstBars(outcome.sides.length) : cusumEvents(bars.close, {
    threshold: spec.cusumThreshold,
    multiplier: spec.cusumMultiplier,
    volSpan: spec.volSpan,
  }).filter((bar) => bar < outcome.sides.length);
  const holding = kept.map((bar) => outcome.holding[bar]);
  return {
    kind: "class",
    classes: 3,
    // +1, 0, −1 become the class indices 0 (buy), 1 (hold), 2 (sell).
    values: Float32Array.from(kept, (bar) => 1 - outcome.sides[bar]),
    bars: kept,
    holding,
    ...(spec.computeWeights ? { weights: uniquenessWeights(holding) } : {}),
  };
}

function firstBars(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, bar) => bar);
}
