/**
 * From network outputs to trading signals: what the model proposes for each bar, and the filters that depend on
 * the position and on the last fill.
 * @module
 */

/** A signal as a number: it is also the side a position has after it was opened by that signal. */
export const Signal = {
  buy: 1,
  hold: 0,
  sell: -1,
} as const;

/** How the outputs of a classification network become signals. */
interface ClassificationRules {
  readonly outputFormat: "classification";
  /** A bar whose most probable class is less probable than this is HOLD. */
  readonly confidenceThreshold: number;
  /** Whether a signal that does not fit the open position is dropped before it reaches the market. */
  readonly positionAwareness: boolean;
  /** Whether SELL opens a short while flat. Only asked with `positionAwareness`. */
  readonly allowShortFromFlat: boolean;
  /** Hours that must lie between the last fill and the bar that decides. */
  readonly minSignalSeparation: number;
}

/** How the predicted return of a regression network becomes a signal. */
interface RegressionRules {
  readonly outputFormat: "regression";
  /** Cost of entering and leaving, as a fraction of the price. */
  readonly roundTripCost: number;
  /** The predicted return must exceed the cost this many times. */
  readonly minEdgeMultiplier: number;
  /** Whether a signal that does not fit the open position is dropped before it reaches the market. */
  readonly positionAwareness: boolean;
  /** Hours that must lie between the last fill and the bar that decides. */
  readonly minSignalSeparation: number;
}

/** The `decisions` block of a strategy, in numbers. */
export type DecisionRules = ClassificationRules | RegressionRules;

/** What {@linkcode proposeSignals} needs besides the outputs. */
export interface ProposeSignalsOptions {
  /** Network outputs a bar: 1 for regression, at least 3 for classification. */
  readonly outputCount: number;
  readonly rules: DecisionRules;
}

/** One proposal a bar. */
interface Proposals {
  /** 1 BUY, 0 HOLD, −1 SELL; the confidence threshold is already applied. */
  readonly signal: Int8Array;
  /** 0 to 1; 0 where an output is not a number. */
  readonly confidence: Float64Array;
}

/**
 * The proposal of every bar, before the filters that depend on the position.
 *
 * `outputs` is row-major, bars × `outputCount`. Classification: class 0 is BUY, class 2 SELL, every other class
 * HOLD; the confidence is the softmax probability of the first largest output, in float32. Outputs that lie within
 * [0, 1] and sum to 1 (±1e-6) are taken as probabilities as they are. Regression: with t = cost × multiplier and
 * predicted return r, r > t is BUY, r < −t is SELL, and the confidence is min(|r| / 3t, 1). Not a number is HOLD.
 */
export function proposeSignals(outputs: Float32Array, options: ProposeSignalsOptions): Proposals {
  const bars = outputs.length / options.outputCount;
  const proposals = { signal: new Int8Array(bars), confidence: new Float64Array(bars) };
  if (options.rules.outputFormat === "classification") {
    proposeFromClasses(outputs, { ...options, rules: options.rules, proposals });
  } else {
    proposeFromReturns(outputs, { ...options, rules: options.rules, proposals });
  }
  return proposals;
}

interface FillOptions<Rules extends DecisionRules> extends ProposeSignalsOptions {
  readonly rules: Rules;
  readonly proposals: Proposals;
}

function proposeFromClasses(outputs: Float32Array, options: FillOptions<ClassificationRules>): void {
  const { outputCount, rules, proposals } = options;
  for (let bar = 0, row = 0; row < outputs.length; bar++, row += outputCount) {
    let best = 0;
    let largest = outputs[row];
    let smallest = largest;
    let sum = largest;
    for (let k = 1; k < outputCount; k++) {
      const output = outputs[row + k];
      if (output > largest) {
        largest = output;
        best = k;
      }
      if (output < smallest) smallest = output;
      sum = Math.fround(sum + output);
    }
    let confidence = largest;
    if (!(Math.abs(Math.fround(sum - 1)) < 1e-6 && smallest >= 0 && largest <= 1)) {
      // The largest output's own term of the softmax is exp(0) = 1.
      let total = 0;
      for (let k = 0; k < outputCount; k++) {
        total = Math.fround(total + Math.fround(Math.exp(Math.fround(outputs[row + k] - largest))));
      }
      confidence = Math.fround(1 / total);
    }
    if (!Number.isFinite(confidence)) continue;
    proposals.confidence[bar] = confidence;
    if (confidence < rules.confidenceThreshold || best === 1 || best > 2) continue;
    proposals.signal[bar] = best === 0 ? Signal.buy : Signal.sell;
  }
}

function proposeFromReturns(outputs: Float32Array, options: FillOptions<RegressionRules>): void {
  const { outputCount, rules, proposals } = options;
  const threshold = rules.roundTripCost * rules.minEdgeMultiplier;
  for (let bar = 0, row = 0; row < outputs.length; bar++, row += outputCount) {
    const predicted = outputs[row];
    if (!Number.isFinite(predicted)) continue;
    proposals.confidence[bar] = Math.min(Math.abs(predicted) / (threshold * 3), 1);
    if (predicted > threshold) proposals.signal[bar] = Signal.buy;
    else if (predicted < -threshold) proposals.signal[bar] = Signal.sell;
  }
}

/** The moment at which a proposed signal is judged. */
interface DecisionSituation {
  readonly rules: DecisionRules;
  /** The open position: 1 long, 0 flat, −1 short. */
  readonly position: number;
  /** Hours from the last fill to the bar that decides; `Infinity` before the first fill. */
  readonly hoursSinceFill: number;
}

/** The signal that goes to the market: the proposed one, or HOLD where time or position forbid it. */
export function filterSignal(signal: number, situation: DecisionSituation): number {
  const { rules, position } = situation;
  if (situation.hoursSinceFill < rules.minSignalSeparation) return Signal.hold;
  if (!rules.positionAwareness) return signal;
  if (signal === position) return Signal.hold;
  const opensShort = signal === Signal.sell && position === 0;
  if (opensShort && rules.outputFormat === "classification" && !rules.allowShortFromFlat) return Signal.hold;
  return signal;
}
