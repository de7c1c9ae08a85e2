import { assertEquals } from "@std/assert";
import { backtestResultSchema } from "../../lib/contract/backtest.ts";
import { trainingResultSchema } from "../../lib/contract/training.ts";

Deno.test("a result with odd fields keeps its sound ones", () => {
  const backtest = backtestResultSchema.parse({
    strategy_name: ["a"],
    symbol: "SPX",
    metrics: { sharpe_ratio: 0.5, win_rate: "high", turnover: 3 },
    trade_count: "48",
  });
  assertEquals([backtest.strategy_name, backtest.symbol, backtest.trade_count], [null, "SPX", null]);
  assertEquals([backtest.metrics.sharpe_ratio, backtest.metrics.win_rate], [0.5, null]);
  assertEquals(backtestResultSchema.parse({ metrics: "none" }).metrics.sharpe_ratio, undefined);
  const training = trainingResultSchema.parse({
    model_path: 7,
    training_metrics: { epochs_trained: 41, final_val_loss: "low" },
    test_metrics: [],
  });
  assertEquals([training.model_path, training.test_metrics], [null, null]);
  const { epochs_trained: epochs, final_val_loss: loss } = training.training_metrics ?? {};
  assertEquals([epochs, loss], [41, null]);
});
