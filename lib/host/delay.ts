import type { WaitOptions } from "./host.ts";

/** A timer cannot wait longer: 24 days. Milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Resolves after some milliseconds; rejects with the signal's reason when aborted. The clock is that of
 * `AbortSignal.timeout()`: for `setTimeout()` Deno loads the timers of Node, 4 MB that a command which waits for a server
 * does not need.
 */
export async function delay(milliseconds: number, { signal }: WaitOptions = {}): Promise<void> {
  let rest = Math.max(0, milliseconds);
  for (; rest > longestTimer; rest -= longestTimer) await wait(longestTimer, signal);
  await wait(rest, signal);
}

async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const clock = AbortSignal.timeout(milliseconds);
  const end = () => resolve();
  const stop = () => reject(signal?.reason);
  clock.addEventListener("abort", end);
  signal?.addEventListener("abort", stop);
  try {
    await promise;
  } finally {
    clock.removeEventListener("abort", end);
    signal?.removeEventListener("abort", stop);
  }
}
