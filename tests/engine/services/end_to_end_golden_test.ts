/** The recorded runs on one timeframe, over the API: strategy text and given weights in, figures out. */
import { assertEquals } from "@std/assert";
import type { Trade } from "../../../lib/engine/domain/backtest/account.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { compareMetrics } from "../../golden_cases/recorded_backtest.ts";
import { compareOutcome, readModel, readRecordedEndToEnd } from "../../golden_cases/recorded_end_to_end.ts";
import { assertGolden } from "../../support/golden_errors.ts";
import { openTestEngine, waitForEnd } from "../http/test_engine.ts";

const runs = readRecordedEndToEnd("end_to_end");

Deno.test("a backtest started over the API gives the recorded trades, equity and figures", async () => {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_engine_" });
  try {
    const models = saveModels(home);
    await using engine = await openTestEngine({ home });
    const bars = Deno.readTextFileSync(new URL("../../golden/series/synth_1h.csv", import.meta.url));
    assertEquals((await engine.put(`/data/${runs[0].symbol}/${runs[0].timeframe}`, bars)).status, 200);
    for (const [index, recorded] of runs.entries()) {
      const { strategy_yaml: _text, ...request } = recorded;
      const started = await engine.post("/backtests/start", {
        ...request,
        strategy_name: "recorded",
        model_path: models[index],
      });
      assertEquals(started.status, 200, JSON.stringify(started.body));
      const { result_summary: summary } = await waitForEnd(engine, started.body.operation_id);
      assertGolden(compareMetrics(recorded.metrics, summary.metrics));
      assertEquals(summary.trade_count, recorded.trades.length);
      const { data } = (await engine.get(`/backtests/${started.body.operation_id}`)).body;
      const equity = data.equity_curve.values;
      assertGolden(
        compareOutcome(recorded, { trades: data.trades.map(toTrade), equity, metrics: summary.metrics }),
      );
      assertEquals(Date.parse(data.equity_curve.dates[0]), Date.parse(recorded.first_decided_bar));
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

/** Stores a model a recording; gives their ids. */
function saveModels(home: string): string[] {
  using store = openStore({ home, now: Date.now });
  return runs.map((recorded) => {
    const { features, shape, weights } = readModel(recorded);
    const { id } = store.models.save({
      strategyName: "recorded",
      symbols: [recorded.symbol],
      timeframes: [recorded.timeframe],
      timeframe: recorded.timeframe,
      operationId: "op_training_recorded",
      strategyText: recorded.strategy_yaml,
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
