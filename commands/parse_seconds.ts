import { UsageError } from "../lib/errors.ts";

/** Which durations are allowed. */
export interface SecondsOptions {
  /** The smallest, in seconds. Default: just above 0. */
  atLeast?: number;
}

/** Milliseconds of a flag that counts seconds; undefined where it is not given. Throws UsageError that names it. */
export function parseSeconds(
  seconds: number | undefined,
  flag: string,
  options: SecondsOptions = {},
): number | undefined {
  if (seconds === undefined) return undefined;
  const isLongEnough = options.atLeast === undefined ? seconds > 0 : seconds >= options.atLeast;
  if (!isLongEnough || seconds > 1e9) {
    throw new UsageError(`${flag} is '${seconds}', expected a number of seconds`);
  }
  return seconds * 1000;
}
