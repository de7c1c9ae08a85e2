/**
 * What whoever imports bars should know although they are imported.
 * @module
 */
import type { BarFile, BarFileWarning } from "../../../bar_files/bar_file.ts";
import { describeStep, lengthOf } from "../../../bar_files/bars/find_step.ts";
import type { Timeframe } from "../../../contract/words/timeframe.ts";
import { toDateText } from "../iso_date.ts";

/** Something odd about imported bars. */
export interface ImportWarning {
  /** "other_values": rows with one time differ. "bars_too_close": the timeframe is longer than the bars are apart. */
  readonly code: "other_values" | "bars_too_close" | BarFileWarning["code"];
  readonly message: string;
}

/** What a file was imported as. */
interface ListImportWarningsOptions {
  readonly timeframe: Timeframe;
  /** The name of the file; empty where it is the only one. */
  readonly label: string;
}

/** Warnings about the bars of a file. */
export function listImportWarnings(
  file: BarFile,
  { timeframe, label }: ListImportWarningsOptions,
): readonly ImportWarning[] {
  const warnings = [...warnOfConflicts(file), ...warnOfStep(file, timeframe), ...file.warnings];
  return label === ""
    ? warnings
    : warnings.map(({ code, message }) => ({ code, message: `${label}: ${message}` }));
}

function warnOfConflicts({ conflicts, conflictCount }: BarFile): ImportWarning[] {
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

/** Two bars do not tell their step; that they are too close they do. */
function warnOfStep({ bars: { time } }: BarFile, timeframe: Timeframe): ImportWarning[] {
  const step = time.length === 2 ? time[1] - time[0] : NaN;
  if (!(step < (timeframe === "1M" ? lengthOf("1w") * 4 : lengthOf(timeframe)))) return [];
  const message = `The bars are ${describeStep(step)} apart, less than the timeframe ${timeframe}`;
  return [{ code: "bars_too_close", message }];
}
