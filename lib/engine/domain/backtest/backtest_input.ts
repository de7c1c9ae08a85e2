import type { Bars } from "../bars.ts";
import type { AccountState } from "./account.ts";
import type { DecisionRules } from "./decide.ts";

/** What the model says about which bars. */
export interface BacktestInput {
  readonly bars: Bars;
  /** Network outputs (logits, or one predicted return), row-major bars × `outputCount`; NaN is HOLD. */
  readonly outputs: Float32Array;
  readonly outputCount: number;
}

/** Market, rules and hooks of {@linkcode runBacktest}. Times are milliseconds since the epoch. */
export interface BacktestOptions {
  readonly symbol: string;
  readonly initialCapital: number;
  /** Fraction of the value of every fill. */
  readonly commission: number;
  /** Fraction of the price by which every fill is worse than the market. */
  readonly slippage: number;
  /** Start of the requested period, for `annualized_return`. */
  readonly startTime: number;
  /** End of the requested period, for `annualized_return`. */
  readonly endTime: number;
  readonly rules: DecisionRules;
  /** Where a stopped run over the same input goes on. */
  readonly resume?: BacktestState | undefined;
  /** Hears about every 1,000 bars, and at the end, how many of the bars are done. */
  onProgress?(bar: number, bars: number): void;
  /** Asked before every 1,000 bars; true ends the run there. */
  shouldStop?(): boolean;
  /** Called after about every 1,000 bars; `takeState` copies the state, so call it only to keep it. */
  onCheckpoint?(takeState: () => BacktestState): void;
}

/** One value a bar from the first bar after the warm-up on, in columns of equal length. */
export interface EquityCurve {
  /** Start of the bar, milliseconds since the epoch. */
  readonly time: Float64Array;
  /** Cash and open position at the close of the bar. */
  readonly value: Float64Array;
  /** The position at the close of the bar: 1 long, 0 flat, −1 short. */
  readonly position: Int8Array;
}

/** Everything a stopped run needs to go on exactly; survives a structured clone. */
export interface BacktestState {
  /** Bars of the whole run. */
  readonly bars: number;
  /** The first bar that is not done. */
  readonly nextBar: number;
  /** The signal that fills at the open of `nextBar`: 1 BUY, 0 none, −1 SELL. */
  readonly pendingSignal: number;
  /** Start of the bar of the last fill; null before the first. */
  readonly lastFillTime: number | null;
  readonly account: AccountState;
  /** The equity of the bars done. */
  readonly equity: EquityCurve;
}
