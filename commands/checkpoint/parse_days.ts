import { UsageError } from "../../lib/errors.ts";

/** About as long as a date can be ago for a server. */
const mostDays = 36_500;

/** A number of days as the user gave it. Throws UsageError that names the flag where it is below `least`, or huge. */
export function parseDays(days: number, { flag, least }: { flag: string; least: number }): number {
  if (days >= least && days <= mostDays) return days;
  throw new UsageError(`${flag} is '${days}', expected ${least} to ${mostDays}`);
}
