/**
 * Trainings of very many epochs: memory, speed, and how soon Ctrl+C ends them, early and late. Ends with 1 where memory
 * grows with the epochs, the speed falls, or Ctrl+C is answered late.
 *
 * Run with `deno task bench:long [epochs…]`, by default after 1,000, 10,000 and 100,000 epochs.
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { homeIn, startProgram } from "../tests/support/processes.ts";
import type { ProgramProcess } from "../tests/support/program_process.ts";
import { openWorkplace, type Workplace } from "../tests/e2e/workplace.ts";

/**
 * Memory may grow by so many bytes an epoch in the second half of the longest training (before that V8 takes what it
 * wants), the time of an epoch by this share, Ctrl+C may take so many
 * milliseconds until it is answered, and until the
 * program has ended.
 */
const budgets = { bytesPerEpoch: 100, slowdown: 0.2, ctrlC: 200, ending: 3_000 } as const;
/** Milliseconds between two looks at the memory and the epochs. */
const lookInterval = 200;
/** Looks over which the least memory is taken: the rest is what waits to be collected. */
const window = 50;

const lengths = Deno.args.length > 0 ? Deno.args.map(Number) : [1_000, 10_000, 100_000];
const { stdout } = createDenoHost();

/** What was seen of a training. */
interface Measured {
  readonly epochs: number;
  /** Bytes at the end, and at half of the epochs. */
  readonly memory: number;
  readonly memoryAtHalf: number;
  /** Median milliseconds of the last thousand epochs, as the training itself measures them. */
  readonly epochTime: number;
  /** Milliseconds from Ctrl+C until the program says that it cancels, and until it has ended. */
  readonly answered: number;
  readonly ended: number;
}

/** Trains until so many epochs are done, then presses Ctrl+C. */
async function measure(place: Workplace, strategy: string, epochs: number): Promise<Measured> {
  await using training = startProgram(["model", "train", strategy, "--embedded", "--seed", "1"], place);
  await training.says(/Epoch \d/);
  using database = new DatabaseSync(`${homeIn(place.folder)}/ktrdr.db`, { readOnly: true });
  const newest = "(SELECT operation_id FROM operations ORDER BY sequence DESC LIMIT 1)";
  const last = database.prepare(`SELECT max(number) AS number FROM epochs WHERE operation_id = ${newest}`);
  const memory: number[] = [];
  let half = 0;
  for (let done = 0; done < epochs; done = Number(last.get()?.number ?? 0)) {
    if (training.hasEnded) throw new Error("It ended too soon");
    memory.push(residentBytes(training));
    if (done <= epochs / 2) half = memory.length;
    await new Promise((resolve) => setTimeout(resolve, lookInterval));
  }
  const times = database.prepare(
    `SELECT json_extract(epoch, '$.duration') AS seconds FROM epochs WHERE operation_id = ${newest}
      ORDER BY number DESC LIMIT 1000`,
  ).all().map(({ seconds }) => 1000 * Number(seconds)).toSorted((a, b) => a - b);
  const pressed = performance.now();
  training.kill("SIGINT");
  await training.says(/Cancelling/);
  const answered = performance.now() - pressed;
  await training.ended();
  const ended = performance.now() - pressed;
  return {
    epochs,
    memory: Math.min(...memory.slice(-window)),
    memoryAtHalf: Math.min(...memory.slice(Math.max(0, half - window), half)),
    epochTime: times[Math.floor(times.length / 2)],
    answered,
    ended,
  };
}

function residentBytes({ pid }: ProgramProcess): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return 1024 * Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? NaN);
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await using place = await openWorkplace();
const strategy = await place.writeStrategy("long", 1_000_000);
const patient = (await Deno.readTextFile(strategy)).replace(
  "training:\n",
  "training:\n  early_stopping: {patience: 1000000}\n",
);
await Deno.writeTextFile(strategy, patient);
const measured: Measured[] = [];
say("  epochs     memory  ms an epoch  Ctrl+C is answered  and ends it");
for (const length of lengths) {
  const one = await measure(place, strategy, length);
  measured.push(one);
  say(
    `${String(one.epochs).padStart(8)}  ${(one.memory / 1e6).toFixed(1).padStart(6)} MB  ` +
      `${one.epochTime.toFixed(3).padStart(11)}  ${one.answered.toFixed(0).padStart(15)} ms  ` +
      `${one.ended.toFixed(0).padStart(8)} ms`,
  );
}
const [first, last] = [measured[0], measured[measured.length - 1]];
const growth = (last.memory - last.memoryAtHalf) / (last.epochs / 2);
const slowdown = last.epochTime / first.epochTime - 1;
const slowest = Math.max(...measured.map(({ answered }) => answered));
const longestEnding = Math.max(...measured.map(({ ended }) => ended));
const verdicts = [
  [
    growth <= budgets.bytesPerEpoch,
    `memory grows by ${growth.toFixed(0)} bytes an epoch in the second half of ${last.epochs}`,
  ],
  [slowdown <= budgets.slowdown, `an epoch takes ${(100 * slowdown).toFixed(0)} % more time at the end`],
  [slowest <= budgets.ctrlC, `Ctrl+C is answered within ${slowest.toFixed(0)} ms`],
  [longestEnding <= budgets.ending, `and ends the program within ${longestEnding.toFixed(0)} ms`],
] as const;
for (const [isKept, what] of verdicts) {
  say(`${isKept ? "kept" : "BROKEN"}: ${what}`);
  if (!isKept) Deno.exitCode = 1;
}
