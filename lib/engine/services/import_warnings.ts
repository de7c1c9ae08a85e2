/**
 * What whoever imports bars should know although they are imported.
 * @module
 */
import type { BarCsv } from "../domain/bar_csv/parse_bar_csv.ts";
import { findCloseStep } from "../domain/bar_csv/find_close_step.ts";
import { toDateText } from "./iso_date.ts";

/** Something odd about imported bars. */
export interface ImportWarning {
  /** "other_values": rows with one time differ. "bars_too_close": the timeframe is longer than the bars are apart. */
  readonly code: "other_values" | "bars_too_close";
  readonly message: string;
}

/** Warnings about the bars of a file, to be imported as bars of `timeframe`, one of those that the API knows. */
export function listImportWarnings(csv: BarCsv, timeframe: string): readonly ImportWarning[] {
  return [...warnOfConflicts(csv), ...warnOfStep(csv, timeframe)];
}

function warnOfConflicts({ conflicts, conflictCount }: BarCsv): ImportWarning[] {
  const messages = conflicts.map(({ time, line, laterLine }) =>
    `Line ${laterLine} has other values for ${toMinuteText(time)} than line ${line}; the later one counts`
  );
  const left = conflictCount - conflicts.length;
  if (left > 0) {
    messages.push(`${left} more ${left === 1 ? "row has" : "rows have"} other values than a later one`);
  }
  return messages.map((message) => ({ code: "other_values", message }));
}

/** `2015-01-01`, `2015-01-01 14:30`, with seconds only where there are any. */
function toMinuteText(time: number): string {
  return toDateText(time).replace("T", " ").replace(/(:00)?Z$/, "");
}

function warnOfStep({ bars }: BarCsv, timeframe: string): ImportWarning[] {
  const step = findCloseStep(bars, timeframe);
  if (step === null) return [];
  const message = `The bars are usually ${describeStep(step)} apart, less than the timeframe ${timeframe}`;
  return [{ code: "bars_too_close", message }];
}

const units = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A time span in the largest unit that divides it, such as `5m` or `90m`. */
function describeStep(step: number): string {
  const [unit, length] = units.find(([, length]) => step % length === 0) ?? ["ms", 1];
  return `${step / length}${unit}`;
}
