/**
 * A soak: many operations, each with a series of faults on the way to its server, processes that are killed while they
 * train and backtest, and some that are stopped for more than a minute while others read their home. Nothing may be lost,
 * started twice or told wrongly; if anything is, the program ends with 1.
 *
 * Run with `deno task bench:soak [operations] [kills] [seed] [stops]`. The same seed draws the same faults.
 * @module
 */
import { RandomGenerator } from "../lib/engine/domain/network/random_generator.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { killBacktest, killTraining } from "../tests/e2e/killed_runs.ts";
import type { KillReport } from "../tests/support/kill_rounds.ts";
import { type SoakedOperation, soakOperation } from "./soak/soak_operations.ts";
import { stopTrainings } from "./soak/stop_trainings.ts";
import { createTroubles } from "./soak/troubles.ts";
import { median } from "./measure.ts";

/** Operations at once; each has a server of its own. */
const lanes = 8;
/** So long a backtest saves checkpoints on the way. */
const years = 1_200;

/** Processes that are stopped at once, and for how long. */
const stopped = { atOnce: 10, milliseconds: 70_000 } as const;

const [operations = 500, kills = 20, seed = 1, stops = 10] = Deno.args.map(Number);
const { stdout } = createDenoHost();

function say(line: string): void {
  stdout.write(`${line}\n`);
}

async function soakOperations(): Promise<SoakedOperation[]> {
  const soaked: SoakedOperation[] = [];
  let next = 0;
  const runLane = async () => {
    while (next < operations) {
      const generator = new RandomGenerator(seed + next++);
      soaked.push(await soakOperation(() => generator.nextDouble()));
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return soaked;
}

/** Prints the figures; gives the number of operations that went wrong. */
function report(soaked: readonly SoakedOperation[], seconds: number): number {
  const count = (verdict: SoakedOperation["verdict"]) =>
    soaked.filter((operation) => operation.verdict === verdict).length;
  const twice = soaked.filter(({ started }) => started > 1).length;
  const refused = soaked.filter(({ verdict, started }) => verdict === "right" && started === 0).length;
  const requests = soaked.map((operation) => operation.requests);
  const kinds = Object.values(createTroubles()).flat().length;
  say(`Operations under ${kinds} kinds of faults, ${seconds.toFixed(1)} s:`);
  say(`  asked for           ${soaked.length}`);
  say(`  started             ${soaked.reduce((sum, { started }) => sum + started, 0)}`);
  say(`  faults              ${soaked.reduce((sum, { story }) => sum + story.length - 1, 0)}`);
  say(`  lost                ${count("lost")}`);
  say(`  started twice       ${twice}`);
  say(`  wrong outcome       ${count("wrong")}`);
  say(`  not started, and    refused ${refused}, unknown to the client, which says so ${count("uncertain")}`);
  say(`  requests each       median ${median(requests)}, most ${Math.max(...requests)}`);
  const bad = soaked.filter(({ verdict, started }) =>
    verdict === "lost" || verdict === "wrong" || started > 1
  );
  for (const { verdict, started, story } of bad) {
    say(`  ${verdict}, started ${started} times: ${story.join("; ")}`);
  }
  return bad.length;
}

/** Kills and prints the figures. Throws where something is lost or differs from an undisturbed run. */
async function soakKills(name: string, kill: typeof killTraining): Promise<void> {
  const start = performance.now();
  const generator = new RandomGenerator(seed);
  const report: KillReport = await kill({ kills, random: () => generator.nextDouble() });
  const seconds = (performance.now() - start) / 1_000;
  say(
    `${name}: killed ${report.killed} times, resumed ${report.resumed} times, ` +
      `${report.withoutCheckpoint} without a checkpoint, ${report.results.length} completed with the same result, ` +
      `${seconds.toFixed(1)} s`,
  );
}

if (operations > 0) {
  const start = performance.now();
  const soaked = await soakOperations();
  const bad = report(soaked, (performance.now() - start) / 1_000);
  if (bad > 0) Deno.exitCode = 1;
}
if (kills > 0) {
  await soakKills("Training", killTraining);
  await soakKills("Backtest", (options) => killBacktest({ ...options, years }));
}
if (stops > 0) {
  const { kept, mistaken, lost } = await stopTrainings({ stops, ...stopped });
  say(
    `Trainings stopped for ${stopped.milliseconds / 1000} s: ${stops}, went on ${kept}, lost ${lost.length}`,
  );
  say(`  told to have ended while they were stopped: ${mistaken}`);
  for (const story of lost) say(`  ${story}`);
  if (lost.length + mistaken > 0) Deno.exitCode = 1;
}
