import type { IndicatorValues } from "../../lib/contract/indicator.ts";

/** One row of values under the names that scripts know. */
type ValueRow = { timestamp: string } & Record<string, string | number | null>;

/**
 * The names of the columns to show. Of an indicator with several outputs the column without an output's name only repeats
 * the main one.
 */
export function columnNames({ indicators }: Pick<IndicatorValues, "indicators">): string[] {
  const names = Object.keys(indicators);
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
}

/** Values as rows of a table, oldest first. */
export function toValueRows({ dates, indicators }: IndicatorValues): ValueRow[] {
  const names = columnNames({ indicators });
  return dates.map((timestamp, bar) => ({
    timestamp,
    ...Object.fromEntries(names.map((name) => [name, indicators[name][bar] ?? null])),
  }));
}
