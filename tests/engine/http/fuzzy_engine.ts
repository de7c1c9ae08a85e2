import { barsCsv, openTestEngine, strategyText, type TestEngine } from "./test_engine.ts";

/** An engine with 60 bars of SPX and the strategy `rsi_spx`. */
export async function openFuzzyEngine(): Promise<TestEngine> {
  const engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(60));
  await engine.put("/strategies/rsi_spx", strategyText());
  return engine;
}
