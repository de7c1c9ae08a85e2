import { warmUpBars } from "./check_backtest.ts";
import { filterSignal, proposeSignals, type ProposeSignalsOptions, Signal } from "./decide.ts";

/**
 * How many signals, filters passed, reached the market in a run that traded nothing: all of them were orders for less than
 * one unit. Outputs as those of `proposeSignals`; the warm-up and the last bar give no order.
 */
export function countUntraded(outputs: Float32Array, options: ProposeSignalsOptions): number {
  const { rules } = options;
  const { signal } = proposeSignals(outputs, options);
  const situation = { rules, position: 0, hoursSinceFill: Infinity };
  return signal.subarray(warmUpBars, signal.length - 1)
    .reduce((count, one) => filterSignal(one, situation) === Signal.hold ? count : count + 1, 0);
}
