import { filterSignal, proposeSignals } from "../../lib/engine/domain/backtest/decide.ts";
import { type BacktestResult, runBacktest } from "../../lib/engine/domain/backtest/run_backtest.ts";
import { exact, type GoldenCase, type GoldenComparison, pick, refusal } from "../support/golden_errors.ts";
import { type GoldenFiles, goldenFiles, openGoldenSeries } from "../support/golden_series.ts";
import {
  compareMetrics,
  compareMoney,
  compareTrades,
  inputOf,
  letters,
  type RecordedBacktest,
} from "./recorded_backtest.ts";

const names = [
  "sp500_classification",
  "synth_1h_classification",
  "regression",
  "sp500_long_window",
  "small_cases",
];

type Input = ReturnType<typeof inputOf>;

/** The recorded run that was aborted where ours goes on. */
export const abortedBacktest = "raw outputs that happen to sum to 1 with one above 1: the run aborts";

/** Backtests with given network outputs: signals, positions, trades, equity and figures. */
export function* backtestCases(files: GoldenFiles): Generator<GoldenCase> {
  const series = openGoldenSeries();
  for (const file of names) {
    for (const [index, recorded] of readRecordedBacktests(file, files).entries()) {
      if (recorded.name === abortedBacktest) continue;
      yield {
        name: `backtest ${index + 1} of ${file}: ${recorded.name}`,
        compare: () => compareBacktest(recorded, inputOf(recorded, series(recorded.series))),
      };
    }
  }
}

/** The backtests of a file. */
export function readRecordedBacktests(
  file: string,
  files: GoldenFiles = goldenFiles,
): readonly RecordedBacktest[] {
  return files.read<{ cases: RecordedBacktest[] }>(`backtest/${file}.json`).cases;
}

function* compareBacktest(recorded: RecordedBacktest, input: Input): Generator<GoldenComparison> {
  const signals = { family: "signals and positions", tolerance: exact };
  if (recorded.error !== undefined) {
    const text = "needs at least 51 bars, got 50";
    const actual = [refusal(() => runBacktest(...input), text)];
    yield { ...signals, name: "refusal", expected: [text], actual };
    return;
  }
  const result = runBacktest(...input);
  const { equity, trades, metrics, state } = result;
  const positions = [...equity.position].map((side) => letters.position[side + 1]);
  yield { ...signals, name: "positions", expected: recorded.positions, actual: positions };
  const filtered = filteredSignals(recorded, { input, result });
  yield { ...signals, name: "signals", expected: recorded.final_signals, actual: filtered };
  if (recorded.confidences !== undefined) yield compareConfidences(recorded.confidences, input);
  const values = recorded.equity_rows === "all" ? equity.value : pick(equity.value, recorded.equity_rows);
  yield compareMoney("equity", { expected: recorded.equity, actual: values });
  yield compareMoney("cash", { expected: [recorded.final_cash], actual: [state.account.cash] });
  yield* compareTrades(recorded.trades, trades);
  yield* compareMetrics(recorded.metrics, metrics);
}

function compareConfidences(expected: readonly number[], [input, { rules }]: Input): GoldenComparison {
  const { confidence } = proposeSignals(input.outputs, { outputCount: input.outputCount, rules });
  const actual = confidence.slice(50, 50 + expected.length);
  return { family: "confidences", name: "all", expected, actual, tolerance: { relative: 1e-5, floor: 1 } };
}

/** The signals after the filters, from the recorded positions and the fills of the run. */
function filteredSignals(
  recorded: RecordedBacktest,
  { input: [{ bars, outputs, outputCount }, { rules }], result }: { input: Input; result: BacktestResult },
): string {
  const proposals = proposeSignals(outputs, { outputCount, rules });
  const fills = result.trades.flatMap((trade) =>
    trade.forced ? [trade.entryTime] : [trade.entryTime, trade.exitTime]
  );
  let next = 0;
  return [...recorded.positions].map((letter, k) => {
    const time = bars.time[50 + k];
    while (fills[next] <= time) next++;
    const hoursSinceFill = next === 0 ? Infinity : (time - fills[next - 1]) / 3_600_000;
    const proposed = proposals.signal[50 + k];
    const position = letters.position.indexOf(letter) - 1;
    const signal = proposed === 0 ? 0 : filterSignal(proposed, { rules, position, hoursSinceFill });
    return letters.signal[signal + 1];
  }).join("");
}
