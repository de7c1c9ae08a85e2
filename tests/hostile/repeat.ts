/**
 * Many runs of one test, each with chance of its own, and a failure that tells how to have that run again.
 * @module
 */
import { RandomSource } from "./random_source.ts";

/** How often to run. */
export interface RepeatOptions {
  runs: number;
  /** The seed of the first run; each further run has the next one. */
  seed: number;
}

/**
 * Runs `work` so many times, one after the other. A failure names its seed: `HOSTILE_SEED=<seed> HOSTILE_RUNS=1` repeats
 * that run. `HOSTILE_RUNS=1000` makes many more runs.
 */
export async function repeat(
  options: RepeatOptions,
  work: (source: RandomSource) => Promise<void> | void,
): Promise<void> {
  const first = Number(Deno.env.get("HOSTILE_SEED") ?? options.seed);
  const runs = Number(Deno.env.get("HOSTILE_RUNS") ?? options.runs);
  for (let seed = first; seed < first + runs; seed++) {
    try {
      await work(new RandomSource(seed));
    } catch (error) {
      throw new Error(`With seed ${seed}: ${describe(error)}`);
    }
  }
}

/** What went wrong and where, without the megabytes that a hostile text can have. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 500);
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at .*file:/.test(line));
  return [error.message.slice(0, 500), ...places.slice(0, 8)].join("\n");
}
