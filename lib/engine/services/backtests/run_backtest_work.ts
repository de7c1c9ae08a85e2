/**
 * A backtest, as a worker does it.
 * @module
 */
import { positionShare } from "../../domain/backtest/account.ts";
import { warmUpBars } from "../../domain/backtest/check_backtest.ts";
import { countUntraded } from "../../domain/backtest/count_untraded.ts";
import { runBacktest } from "../../domain/backtest/run_backtest.ts";
import type { BacktestState } from "../../domain/backtest/backtest_input.ts";
import type { Bars } from "../../domain/bars.ts";
import { openInferenceRows } from "../../domain/features/inference_rows.ts";
import { requireBars } from "../../domain/features/timeframe_features.ts";
import { predict } from "../../domain/network/predict.ts";
import type { JobCheckpoint, JobContext, JobOutcome } from "../../jobs/job.ts";
import type { CheckpointType } from "../../store/store.ts";
import { CheckpointSchedule } from "../training/checkpoint_schedule.ts";
import { toDateText, toUtcText } from "../iso_date.ts";
import { startProgress } from "../operations/progress.ts";
import type { BacktestWork, BacktestWorkResult } from "../work.ts";

const barsBetweenCheckpoints = 10_000;
/** The network takes most of the time, the trading next to none. */
const askingPercentage = 90;

/**
 * Asks the network about every bar, then trades its answers. When it is cancelled it leaves a checkpoint, from which a
 * resumed backtest comes to the same result as an uninterrupted one.
 */
export function runBacktestWork(work: BacktestWork, context: JobContext): JobOutcome<BacktestWorkResult> {
  const started = performance.now();
  const bars = requireBars(work.series, work.timeframe);
  context.report(startProgress("Computing features"));
  const outputs = askNetwork(work, context);
  const result = runBacktest(
    { bars, outputs, outputCount: work.shape.outputs },
    {
      symbol: work.symbol,
      initialCapital: work.initialCapital,
      commission: work.commission,
      slippage: work.slippage,
      startTime: work.startTime,
      endTime: work.endTime,
      rules: work.rules,
      ...(work.resume === null ? {} : { resume: work.resume }),
      ...hooks({ work, bars }, context),
    },
  );
  if (result.stopped) {
    context.saveCheckpoint(toCheckpoint("cancellation", result.state, { work, bars }));
    return { cancelled: true };
  }
  const { metrics, trades, equity } = result;
  const seconds = (performance.now() - started) / 1000;
  context.report({
    ...startProgress("Saving the result"),
    percentage: 100,
    items_processed: bars.time.length,
    items_total: bars.time.length,
  });
  const warnings = trades.length > 0 ? [] : describeUntraded(work, outputs);
  return { cancelled: false, result: { kind: "backtesting", metrics, trades, equity, seconds, warnings } };
}

/** What to say of a run without trades. */
function describeUntraded({ shape, rules, symbol }: BacktestWork, outputs: Float32Array): string[] {
  const count = countUntraded(outputs, { outputCount: shape.outputs, rules });
  if (count === 0) return [];
  return [
    `${count === 1 ? "1 signal was" : `${count} signals were`} not traded: ` +
    `${100 * positionShare} % of the capital buys less than one unit of ${symbol}`,
  ];
}

function askNetwork(work: BacktestWork, context: JobContext): Float32Array {
  const { symbol, series, timeframe: base, features: specs, scales, shape, weights } = work;
  const rows = openInferenceRows(series, { base, specs, scales });
  const { time } = requireBars(series, base);
  return predict({ shape, weights }, rows, {
    shouldStop: () => context.isCancelled(),
    onProgress: (done, count) =>
      context.report({
        ...startProgress(`Asking the model about ${symbol} ${base} [${toDateText(time[done - 1])}]`),
        percentage: askingPercentage * done / count,
      }),
  });
}

/** A backtest, and the bars that it trades. */
interface Traded {
  readonly work: BacktestWork;
  readonly bars: Bars;
}

function hooks(traded: Traded, context: JobContext) {
  const { work: { symbol, timeframe, resume }, bars } = traded;
  const start = resume?.nextBar ?? 0;
  const schedule = new CheckpointSchedule(barsBetweenCheckpoints, { start, now: () => performance.now() });
  let done = start;
  return {
    shouldStop: () => context.isCancelled(),
    onProgress: (bar: number, count: number) => {
      done = bar;
      const date = toDateText(bars.time[bar - 1]);
      context.report({
        ...startProgress(`Backtesting ${symbol} ${timeframe} [${date}]`),
        percentage: askingPercentage + (100 - askingPercentage) * (bar - warmUpBars) / (count - warmUpBars),
        items_processed: bar,
        items_total: count,
        current_item: date,
      });
    },
    onCheckpoint: (takeState: () => BacktestState) => {
      if (schedule.isDue(done, context.checkpointCost())) {
        context.saveCheckpoint(toCheckpoint("periodic", takeState(), traded));
      }
    },
  };
}

function toCheckpoint(type: CheckpointType, state: BacktestState, { work, bars }: Traded): JobCheckpoint {
  const { account, nextBar } = state;
  const lastBar = Math.max(0, nextBar - 1);
  return {
    type,
    summary: {
      operation_type: "backtesting",
      bar_index: lastBar,
      total_bars: bars.time.length,
      current_date: toUtcText(bars.time[lastBar]),
      cash: account.cash,
      position: account.side === 0 ? "FLAT" : account.side > 0 ? "LONG" : "SHORT",
      trade_count: account.trades.length,
      original_request: work.note,
    },
    data: state,
  };
}
