/** A training and a backtest whose processes are killed again and again. */
import { assertEquals } from "@std/assert";
import { barsCsv, openTestEngine, strategyText, waitForEnd } from "../engine/http/test_engine.ts";
import { type KillReport, killRounds } from "../support/kill_rounds.ts";
import { homeIn, runJson } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

/** How often, and when. */
export interface KilledRunOptions {
  kills: number;
  resumes?: number;
  /** Numbers in [0, 1). */
  random: () => number;
}

/** Kills a training; asserts that it comes to the weights and losses of one that nobody disturbs. */
export async function killTraining(options: KilledRunOptions): Promise<KillReport> {
  await using place = await openWorkplace();
  const start = ["model", "train", await place.writeStrategy("some", 600), "--seed", "7"];
  const undisturbed = await runJson([...start, "--embedded"], place);
  const report = await killRounds({ ...options, place, start });
  for (const result of report.results) {
    assertEquals(measureTraining(result), measureTraining(undisturbed.result_summary));
  }
  return report;
}

/** Kills a backtest of some years, a bar a day; asserts that it comes to the metrics of one that nobody disturbs. */
export async function killBacktest(
  { years, ...options }: KilledRunOptions & { years: number },
): Promise<KillReport> {
  await using place = await openWorkplace();
  {
    await using engine = await openTestEngine({ home: homeIn(place.folder) });
    await engine.put("/strategies/some", strategyText({ name: "some", epochs: 3 }));
    const { body } = await engine.post("/trainings/start", { strategy_name: "some" });
    await waitForEnd(engine, body.task_id);
    await engine.put("/data/SPX/1d", barsCsv(365 * years));
  }
  const period = ["--start-date", "2001-01-01", "--end-date", `${2000 + years - 2}-01-01`];
  const start = ["backtest", "run", "some", ...period];
  const { result_summary: undisturbed } = await runJson([...start, "--embedded"], place);
  const report = await killRounds({ ...options, place, start });
  for (const { metrics, trade_count } of report.results) {
    assertEquals([metrics, trade_count], [undisturbed.metrics, undisturbed.trade_count]);
  }
  return report;
}

// deno-lint-ignore no-explicit-any
function measureTraining({ training_metrics, test_metrics, model_path }: any) {
  const { training_time: _time, ...metrics } = training_metrics;
  return { metrics, test_metrics, weights: Deno.readFileSync(`${model_path}/weights.bin`) };
}
