import { parseTime } from "../../lib/output/format.ts";
import type { EquityCurve } from "../operation/results/render_backtest.ts";

/** What one month of a backtest brought, as a fraction of the equity before it. */
export interface MonthlyReturn {
  year: number;
  /** 1 to 12. */
  month: number;
  return_pct: number | null;
}

/** The keys of a {@linkcode MonthlyReturn}. */
export const monthKeys = ["year", "month", "return_pct"] as const satisfies readonly (keyof MonthlyReturn)[];

/** What one year brought, and each of its months; null for months without bars. */
interface YearOfReturns {
  year: number;
  months: (number | null)[];
  total: number | null;
}

/**
 * The return of each month (UTC) that has bars, the oldest first: its last equity over the last one before it, less 1.
 * The first month goes by the capital at the start; null stands where there was no money left.
 */
export function monthlyReturns(equity: EquityCurve, initialCapital: number | null): MonthlyReturn[] {
  const months: MonthlyReturn[] = [];
  let before = initialCapital ?? equity.values[0];
  for (const [index, value] of equity.values.entries()) {
    const date = new Date(parseTime(equity.dates[index]));
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    const last = months.at(-1);
    const isNew = last === undefined || last.year !== year || last.month !== month;
    if (isNew && index > 0) before = equity.values[index - 1];
    const own = { year, month, return_pct: before > 0 ? value / before - 1 : null };
    months.splice(isNew ? months.length : -1, 1, own);
  }
  return months;
}

/** Months as years, the oldest first; the months of a year compounded are its total. */
export function groupByYear(months: readonly MonthlyReturn[]): YearOfReturns[] {
  return [...Map.groupBy(months, ({ year }) => year)].map(([year, own]) => {
    const row = new Array<number | null>(12).fill(null);
    for (const { month, return_pct } of own) row[month - 1] = return_pct;
    const isTold = own.every(({ return_pct }) => return_pct !== null);
    const growth = own.reduce((product, { return_pct }) => product * (1 + (return_pct ?? 0)), 1);
    return { year, months: row, total: isTold ? growth - 1 : null };
  });
}
