/**
 * Strategy text and given weights in; features, signals, trades, equity and figures out.
 *
 * The recorded networks were given their raw inputs unscaled, whatever `normalization` the strategy names, so these
 * models are stored without scales. Recordings over several timeframes are left out: their networks saw bars of the
 * higher timeframes that were still running.
 */
import { assert, assertEquals } from "@std/assert";
import type { Trade } from "../../../lib/engine/domain/backtest/account.ts";
import { proposeSignals } from "../../../lib/engine/domain/backtest/decide.ts";
import { computeFeatures, toInferenceRows } from "../../../lib/engine/domain/features.ts";
import type { PerceptronShape } from "../../../lib/engine/domain/network/network_shape.ts";
import { predict } from "../../../lib/engine/domain/network/predict.ts";
import type { JobContext } from "../../../lib/engine/jobs/job.ts";
import { toFeatureSpecs } from "../../../lib/engine/services/feature_specs.ts";
import { parseStrategy } from "../../../lib/engine/services/read_strategy.ts";
import { runBacktestWork } from "../../../lib/engine/services/run_backtest_work.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import {
  assertClose,
  assertTrade,
  barsBetween,
  readGolden,
  readSeries,
  type TradeRow,
} from "../domain/backtest/golden.ts";
import { openTestEngine, waitForEnd } from "../http/test_engine.ts";

/** A recorded run from a strategy's text to its figures. */
interface EndToEnd {
  name: string;
  series: string;
  symbol: string;
  timeframe: string;
  strategy_yaml: string;
  start_date: string;
  end_date: string;
  initial_capital: number;
  commission: number;
  slippage: number;
  feature_ids: string[];
  hidden_layers: number[];
  activation: PerceptronShape["activation"];
  weights: number[][];
  first_decided_bar: string;
  /** The likeliest class of each bar after the warm-up; `-` where a feature is missing. */
  raw_signals: string;
  confidence: number[];
  trades: TradeRow[];
  equity_rows: number[];
  equity: number[];
  metrics: Record<string, number>;
}

const cases = readGolden<{ cases: EndToEnd[] }>("end_to_end").cases;
const warmUp = 50;
const money = /^(total_return|max_drawdown|avg_win|avg_loss|largest_win|largest_loss)$/;
const silent: JobContext = {
  report: () => {},
  addEpoch: () => {},
  saveCheckpoint: () => {},
  isCancelled: () => false,
  wait: () => {},
};

/** Everything the engine makes of a recording's strategy, weights and bars. */
function prepare(golden: EndToEnd) {
  const strategy = parseStrategy(golden.strategy_yaml, golden.name);
  const features = toFeatureSpecs(strategy);
  const shape: PerceptronShape = {
    inputs: features.length,
    hiddenLayers: golden.hidden_layers,
    outputs: 3,
    activation: golden.activation,
    dropout: 0,
  };
  const weights = golden.weights.map((array) => Float32Array.from(array));
  const bars = barsBetween(readSeries(golden.series), golden);
  return { strategy, features, shape, weights, bars };
}

function assertFigures(metrics: Record<string, number>, golden: EndToEnd): void {
  assertEquals(Object.keys(metrics).sort(), Object.keys(golden.metrics).sort());
  for (const [name, value] of Object.entries(metrics)) {
    assertClose(value, golden.metrics[name], name, money.test(name));
  }
}

function assertEquity(values: ArrayLike<number>, golden: EndToEnd): void {
  assertEquals(values.length, golden.raw_signals.length);
  golden.equity_rows.forEach((row, k) => assertClose(values[row], golden.equity[k], `equity ${row}`, true));
}

for (const golden of cases) {
  Deno.test(`features and network give the recorded classes and confidences: ${golden.name}`, () => {
    const { strategy, features, shape, weights, bars } = prepare(golden);
    assertEquals(features.map(({ id }) => id), golden.feature_ids);
    assertEquals(bars.time[warmUp], Date.parse(golden.first_decided_bar));
    const rows = toInferenceRows(computeFeatures(bars, features));
    const outputs = predict({ shape, weights }, { rows, count: bars.time.length });
    const { confidence } = proposeSignals(outputs, { outputCount: 3, rules: strategy.decisions });
    golden.confidence.forEach((expected, k) => {
      assert(Math.abs(confidence[warmUp + k] - expected) <= 1e-5, `confidence ${k}`);
    });
    assertEquals(likeliestClasses(outputs), golden.raw_signals);
  });

  Deno.test(`runBacktestWork() gives the recorded trades, equity and figures: ${golden.name}`, () => {
    const { strategy, features, shape, weights, bars } = prepare(golden);
    const outcome = runBacktestWork({
      kind: "backtesting",
      symbol: golden.symbol,
      timeframe: golden.timeframe,
      series: new Map([[golden.timeframe, bars]]),
      features,
      scales: features.map(() => null),
      shape,
      weights,
      rules: strategy.decisions,
      initialCapital: golden.initial_capital,
      commission: golden.commission,
      slippage: golden.slippage,
      startTime: Date.parse(golden.start_date),
      endTime: Date.parse(golden.end_date),
      resume: null,
      note: {},
    }, silent);
    assert(!outcome.cancelled);
    const { trades, equity, metrics } = outcome.result;
    assertEquals(trades.length, golden.trades.length);
    golden.trades.forEach((row, k) => assertTrade(trades[k], row, `trade ${k + 1}`));
    assertEquity(equity.value, golden);
    assertFigures({ ...metrics }, golden);
  });
}

/** One letter a bar after the warm-up. */
function likeliestClasses(outputs: Float32Array): string {
  const letters: string[] = [];
  for (let row = warmUp * 3; row < outputs.length; row += 3) {
    const logits = [...outputs.subarray(row, row + 3)];
    letters.push(logits.some(Number.isNaN) ? "-" : "BHS"[logits.indexOf(Math.max(...logits))]);
  }
  return letters.join("");
}

Deno.test("a backtest started over the API gives the recorded trades, equity and figures", async () => {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_engine_" });
  try {
    const models = saveModels(home);
    await using engine = await openTestEngine({ home });
    const bars = Deno.readTextFileSync(
      new URL(`../../golden/series/${cases[0].series}.csv`, import.meta.url),
    );
    assertEquals((await engine.put(`/data/${cases[0].symbol}/${cases[0].timeframe}`, bars)).status, 200);
    for (const [index, golden] of cases.entries()) {
      const { strategy_yaml: _text, ...request } = golden;
      const started = await engine.post("/backtests/start", {
        ...request,
        strategy_name: "recorded",
        model_path: models[index],
      });
      assertEquals(started.status, 200, JSON.stringify(started.body));
      const { result_summary: summary } = await waitForEnd(engine, started.body.operation_id);
      assertFigures(summary.metrics, golden);
      assertEquals(summary.trade_count, golden.trades.length);
      const { data } = (await engine.get(`/backtests/${started.body.operation_id}`)).body;
      assertEquals(data.trades.length, golden.trades.length);
      golden.trades.forEach((row, k) => assertTrade(toTrade(data.trades[k]), row, `trade ${k + 1}`));
      assertEquity(data.equity_curve.values, golden);
      assertEquals(Date.parse(data.equity_curve.dates[0]), Date.parse(golden.first_decided_bar));
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

/** Stores a model a recording; gives their ids. */
function saveModels(home: string): string[] {
  using store = openStore({ home, now: Date.now });
  return cases.map((golden) => {
    const { features, shape, weights } = prepare(golden);
    const { id } = store.models.save({
      strategyName: "recorded",
      symbols: [golden.symbol],
      timeframes: [golden.timeframe],
      timeframe: golden.timeframe,
      operationId: "op_training_recorded",
      strategyText: golden.strategy_yaml,
      features: features.map((feature) => feature.id),
      shape: { ...shape },
      scales: features.map(() => null),
      metrics: {},
    }, weights);
    return id;
  });
}

/** A trade of the API in the words of the engine. */
// deno-lint-ignore no-explicit-any
function toTrade(row: any): Trade {
  return {
    tradeId: row.trade_id,
    symbol: row.symbol,
    side: row.side,
    entryPrice: row.entry_price,
    entryTime: Date.parse(row.entry_time),
    exitPrice: row.exit_price,
    exitTime: Date.parse(row.exit_time),
    quantity: row.quantity,
    grossPnl: row.gross_pnl,
    commission: row.commission,
    slippage: row.slippage,
    netPnl: row.net_pnl,
    holdingPeriodHours: row.holding_period_hours,
    maxFavorableExcursion: row.max_favorable_excursion,
    maxAdverseExcursion: row.max_adverse_excursion,
    forced: row.forced,
  };
}
