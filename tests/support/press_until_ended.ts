import { delay } from "@std/async/delay";
import type { Outcome, ProgramProcess } from "./program_process.ts";

/** Milliseconds after which another Ctrl+C is a second one and not an echo of the first, on an idle machine. */
const anotherPress = 200;

/**
 * Presses Ctrl+C again and again: on a busy machine the program may take two presses for one. `press` does it once;
 * default: the signal is sent.
 */
export async function pressUntilEnded(
  program: ProgramProcess,
  press: () => Promise<void> | void = () => program.kill("SIGINT"),
): Promise<Outcome> {
  const ended = new AbortController();
  const ending = program.ended().finally(() => ended.abort());
  while (!program.hasEnded) {
    // The terminal may be gone at this very moment.
    await Promise.resolve(press()).catch(() => {});
    await delay(anotherPress, { signal: ended.signal }).catch(() => {});
  }
  return await ending;
}
