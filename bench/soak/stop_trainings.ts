/**
 * Trainings whose processes are stopped for a while, as by a laptop that sleeps, while others read their home.
 * @module
 */
import { openTestEngine } from "../../tests/engine/http/test_engine.ts";
import { homeIn, startProgram } from "../../tests/support/processes.ts";
import { openWorkplace, type Workplace } from "../../tests/e2e/workplace.ts";

/** How many are stopped, how many of them at once, and for how long. */
export interface StopOptions {
  readonly stops: number;
  readonly atOnce: number;
  readonly milliseconds: number;
}

/** What became of the trainings that were stopped. */
export interface StopReport {
  /** Went on, and were cancelled in the end. */
  readonly kept: number;
  /** Times that a reader was told that a training had ended which had not. */
  readonly mistaken: number;
  /** How the others ended. */
  readonly lost: readonly string[];
}

/** Milliseconds between two looks of a reader. */
const lookInterval = 500;

/** Stops trainings of one home, each once, while an engine beside them reads it. */
export async function stopTrainings(options: StopOptions): Promise<StopReport> {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("endless", 1_000_000);
  const report = { kept: 0, mistaken: 0, lost: new Array<string>() };
  for (let begun = 0; begun < options.stops; begun += options.atOnce) {
    const count = Math.min(options.atOnce, options.stops - begun);
    const rounds = Array.from({ length: count }, () => stopOne(place, { strategy, ...options }));
    for (const { fate, mistaken } of await Promise.all(rounds)) {
      if (fate === "kept") report.kept++;
      else report.lost.push(fate);
      report.mistaken += mistaken;
    }
  }
  return report;
}

interface StopOne {
  readonly strategy: string;
  readonly milliseconds: number;
}

async function stopOne(
  place: Workplace,
  { strategy, milliseconds }: StopOne,
): Promise<{ fate: string; mistaken: number }> {
  const args = ["model", "train", strategy, "--embedded", "--verbose"];
  await using training = startProgram(args, place);
  const [, id] = await training.says(/Started .*?(op_\w+)/);
  await training.says(/Epoch \d/);
  training.kill("SIGSTOP");
  await using reader = await openTestEngine({ home: homeIn(place.folder) });
  let mistaken = 0;
  for (const end = Date.now() + milliseconds; Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, lookInterval));
    const { body } = await reader.get(`/operations/${id}`);
    if (body.data.status !== "running") mistaken++;
  }
  const stepsOf = async () => (await reader.get(`/operations/${id}`)).body.data.progress.steps_completed;
  const before = await stepsOf();
  training.kill("SIGCONT");
  while (!training.hasEnded && await stepsOf() === before) {
    await new Promise((resolve) => setTimeout(resolve, lookInterval));
  }
  if (!training.hasEnded) training.kill("SIGINT");
  const { code, stderr } = await training.ended();
  return { fate: code === 130 ? "kept" : `exit code ${code}: ${stderr.slice(-300)}`, mistaken };
}
