import { warmUpBars } from "../../lib/engine/domain/backtest/check_backtest.ts";
import { proposeSignals } from "../../lib/engine/domain/backtest/decide.ts";
import { runBacktest } from "../../lib/engine/domain/backtest/run_backtest.ts";
import type { Bars } from "../../lib/engine/domain/bars.ts";
import { computeFeatures } from "../../lib/engine/domain/features.ts";
import { predict } from "../../lib/engine/domain/network/predict.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import { barsBetween, type GoldenFiles, readGoldenSeries } from "../support/golden_series.ts";
import { toInferenceRows } from "../support/inference_rows.ts";
import {
  compareOutcome,
  readModel,
  readRecordedEndToEnd,
  type RecordedEndToEnd,
} from "./recorded_end_to_end.ts";
import { joinFilled } from "./recorded_joins.ts";

type BarsOf = (timeframe: string) => Bars;

/** From a strategy's text, weights and bars to features, classes, confidences, trades, equity and figures. */
export function* endToEndCases(files: GoldenFiles): Generator<GoldenCase> {
  for (const file of ["end_to_end", "end_to_end_timeframes"]) {
    for (const recorded of readRecordedEndToEnd(file, files)) {
      yield { name: `end to end, ${recorded.name}`, compare: () => compareRun(recorded) };
    }
  }
}

function* compareRun(recorded: RecordedEndToEnd): Generator<GoldenComparison> {
  const barsOf: BarsOf = (timeframe) => barsBetween(readGoldenSeries(`synth_${timeframe}`), recorded);
  const bars = barsOf(recorded.timeframe);
  const { strategy: { decisions: rules }, features, shape, weights } = readModel(recorded);
  const ids = features.map(({ id }) => id);
  const first = [new Date(bars.time[warmUpBars]).toISOString()];
  const named = { family: "network answers end to end", tolerance: exact };
  yield { ...named, name: "features", expected: recorded.feature_ids, actual: ids };
  const firstExpected = [new Date(recorded.first_decided_bar).toISOString()];
  yield { ...named, name: "first decided bar", expected: firstExpected, actual: first };
  const columns = joinFeatures(recorded, barsOf);
  const rows = toInferenceRows({ ids, rows: bars.time.length, columns });
  const outputs = predict({ shape, weights }, { rows, count: bars.time.length });
  yield { ...named, name: "classes", expected: recorded.raw_signals, actual: likeliestClasses(outputs) };
  yield {
    family: "confidences",
    name: "confidences",
    expected: recorded.confidence,
    actual: proposeSignals(outputs, { outputCount: 3, rules }).confidence.subarray(warmUpBars),
    tolerance: { relative: 1e-5, floor: 1 },
  };
  const { equity, trades, metrics } = runBacktest({ bars, outputs, outputCount: 3 }, {
    symbol: recorded.symbol,
    initialCapital: recorded.initial_capital,
    commission: recorded.commission,
    slippage: recorded.slippage,
    startTime: Date.parse(recorded.start_date),
    endTime: Date.parse(recorded.end_date),
    rules,
  });
  yield* compareOutcome(recorded, { trades, equity: equity.value, metrics });
}

/** The recorded network saw bars of other timeframes that were still running: here they are joined like that. */
function joinFeatures(recorded: RecordedEndToEnd, barsOf: BarsOf): Float64Array[] {
  const { time: times } = barsOf(recorded.timeframe);
  return readModel(recorded).features.map((feature) => {
    const bars = barsOf(feature.timeframe);
    const [values] = computeFeatures(bars, [feature]).columns;
    return feature.timeframe === recorded.timeframe ? values : joinFilled({ time: bars.time, values }, times);
  });
}

/** One letter a bar after the warm-up. */
function likeliestClasses(outputs: Float32Array): string {
  const letters: string[] = [];
  for (let row = warmUpBars * 3; row < outputs.length; row += 3) {
    const logits = [...outputs.subarray(row, row + 3)];
    letters.push(logits.some(Number.isNaN) ? "-" : "BHS"[logits.indexOf(Math.max(...logits))]);
  }
  return letters.join("");
}
