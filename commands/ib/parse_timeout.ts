import { UsageError } from "../../lib/errors.ts";

/** Milliseconds of `--timeout` in seconds. Throws UsageError outside 5 to 300. */
export function parseTimeout(seconds: number): number {
  if (seconds >= 5 && seconds <= 300) return seconds * 1000;
  throw new UsageError(`--timeout is '${seconds}', expected 5 to 300 seconds`);
}
