const milliseconds: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * How bars of a timeframe, such as `15m`, `4h`, `1d`, `1w` or `1M`, end: a function from a bar's start to its end, both in
 * milliseconds since the epoch. Months are those of the calendar (UTC), all else has a fixed length.
 *
 * @throws {RangeError} when the timeframe is not a number followed by m, h, d, w or M.
 */
export function barEndOf(timeframe: string): (start: number) => number {
  const [, digits, unit] = /^([1-9][0-9]{0,3})([mhdwM])$/.exec(timeframe) ?? [];
  if (unit === undefined) {
    throw new RangeError(
      `Timeframe must be a number and one of m, h, d, w and M, such as "4h", got "${timeframe}"`,
    );
  }
  const count = Number(digits);
  if (unit === "M") return (start) => addMonths(start, count);
  const length = count * milliseconds[unit];
  return (start) => start + length;
}

/** The same day and time, so many months later; the last day of a month that is too short. */
function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}
