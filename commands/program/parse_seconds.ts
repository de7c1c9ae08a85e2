import { UsageError } from "../../lib/errors.ts";

/** Which durations are allowed. */
interface SecondsOptions {
  /** Whether 0 is, which then means not to wait at all. */
  allowZero?: boolean;
}

/** Milliseconds of a flag that counts seconds; undefined where it is not given. Throws UsageError that names it. */
export function parseSeconds(
  seconds: number | undefined,
  flag: string,
  { allowZero = false }: SecondsOptions = {},
): number | undefined {
  if (seconds === undefined) return undefined;
  const isLongEnough = allowZero ? seconds >= 0 : seconds > 0;
  if (isLongEnough && seconds <= 1e9) return seconds * 1000;
  throw new UsageError(
    `${flag} is '${seconds}', expected a number of seconds ${allowZero ? "from 0" : "above 0"}`,
  );
}
