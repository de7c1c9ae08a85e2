/**
 * The simulation: network outputs and price bars in, trades, equity and figures out.
 * @module
 */
import type { BacktestInput, BacktestOptions, BacktestState, EquityCurve } from "./backtest_input.ts";

import type { Bars } from "../bars.ts";
import { Account, type Trade } from "./account.ts";
import { checkBacktest, warmUpBars } from "./check_backtest.ts";
import { type BacktestMetrics, computeMetrics, yearsBetween } from "./compute_metrics.ts";
import { type DecisionRules, filterSignal, proposeSignals, Signal } from "./decide.ts";

export type { Trade } from "./account.ts";
export type { BacktestMetrics } from "./compute_metrics.ts";

const barsBetweenReports = 1_000;
const hour = 3_600_000;

/** What came of a run. */
export interface BacktestResult {
  /** Whether `shouldStop` ended the run; `state` then resumes it. */
  readonly stopped: boolean;
  /** Figures of all bars done, those before a resume included. */
  readonly metrics: BacktestMetrics;
  readonly trades: readonly Trade[];
  readonly equity: EquityCurve;
  readonly state: BacktestState;
}

/**
 * Trades the model's signals over the bars.
 *
 * The first 50 bars are passed over. Then, bar by bar: a signal of the bar before fills at the open; the outputs of
 * the bar and the filters give a new signal; the account is valued at the close. The signal of the last bar is
 * never filled. A position still open at the end closes at the last close, as a forced trade that counts in the
 * trade figures but not in the equity. A run that was stopped and resumed gives the result of an uninterrupted one.
 *
 * Throws a RangeError for fewer than 51 bars, for columns that do not fit each other, for costs, capital or
 * rules that are no usable numbers, and for a `resume` that does not belong to these bars.
 */
export function runBacktest(input: BacktestInput, options: BacktestOptions): BacktestResult {
  checkBacktest(input, options);
  const run = startRun(input, options);
  const bars = input.bars.time.length;
  let stopped = false;
  while (run.nextBar < bars) {
    stopped = options.shouldStop?.() ?? false;
    if (stopped) break;
    const next = run.nextBar - run.nextBar % barsBetweenReports + barsBetweenReports;
    tradeBars(run, Math.min(next, bars));
    options.onProgress?.(run.nextBar, bars);
    options.onCheckpoint?.(() => takeState(run));
  }
  if (!stopped) {
    run.account.closeAtEnd({ price: input.bars.close[bars - 1], time: input.bars.time[bars - 1] });
  }
  const state = takeState(run);
  const { equity, account: { trades } } = state;
  const years = yearsBetween(options.startTime, options.endTime);
  const metrics = computeMetrics(equity.value, { trades, years, initialCapital: options.initialCapital });
  return { stopped, metrics, trades, equity, state };
}

/** A run under way: the inputs, and what changes from bar to bar. */
interface Run {
  readonly bars: Bars;
  readonly rules: DecisionRules;
  readonly proposed: Int8Array;
  readonly account: Account;
  readonly value: Float64Array;
  readonly position: Int8Array;
  nextBar: number;
  pendingSignal: number;
  lastFillTime: number;
}

function startRun(input: BacktestInput, options: BacktestOptions): Run {
  const { bars, outputs, outputCount } = input;
  const { rules, resume } = options;
  const value = new Float64Array(bars.time.length - warmUpBars);
  const position = new Int8Array(value.length);
  if (resume !== undefined) {
    value.set(resume.equity.value);
    position.set(resume.equity.position);
  }
  return {
    bars,
    rules,
    proposed: proposeSignals(outputs, { outputCount, rules }).signal,
    account: new Account(options, resume?.account),
    value,
    position,
    nextBar: resume?.nextBar ?? warmUpBars,
    pendingSignal: resume?.pendingSignal ?? Signal.hold,
    lastFillTime: resume?.lastFillTime ?? -Infinity,
  };
}

/** Trades the bars up to, and without, `end`. */
function tradeBars(run: Run, end: number): void {
  const { account, bars, rules, proposed } = run;
  const { time, open, close } = bars;
  for (let bar = run.nextBar; bar < end; bar++) {
    if (run.pendingSignal !== Signal.hold) {
      const filled = account.fill(run.pendingSignal, { price: open[bar], time: time[bar] });
      if (filled) run.lastFillTime = time[bar];
      run.pendingSignal = Signal.hold;
    }
    if (proposed[bar] !== Signal.hold) {
      const hoursSinceFill = (time[bar] - run.lastFillTime) / hour;
      run.pendingSignal = filterSignal(proposed[bar], { rules, position: account.side, hoursSinceFill });
    }
    account.mark(time[bar], close[bar]);
    run.value[bar - warmUpBars] = account.value(close[bar]);
    run.position[bar - warmUpBars] = account.side;
  }
  run.nextBar = end;
}

function takeState(run: Run): BacktestState {
  const done = run.nextBar - warmUpBars;
  return {
    bars: run.bars.time.length,
    nextBar: run.nextBar,
    pendingSignal: run.pendingSignal,
    lastFillTime: run.lastFillTime === -Infinity ? null : run.lastFillTime,
    account: run.account.takeState(),
    equity: {
      time: run.bars.time.slice(warmUpBars, run.nextBar),
      value: run.value.slice(0, done),
      position: run.position.slice(0, done),
    },
  };
}
