import { dayStart } from "./parse_time.ts";

/** Midnight of the first day in a name such as `20240102_trade.zip`, as milliseconds since the epoch; undefined without one. */
export function dateInName(name: string): number | undefined {
  const base = name.slice(name.lastIndexOf("/") + 1);
  for (const [, year, month, day] of base.matchAll(/(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)/g)) {
    const midnight = dayStart(Number(year), Number(month), Number(day));
    if (!Number.isNaN(midnight)) return midnight;
  }
  return undefined;
}
