/**
 * Why a file of bars is not imported.
 * @module
 */
import type { BarFile, BarFileProblem } from "../../../bar_files/bar_file.ts";
import { groupProblems } from "../../../contract/problem_groups.ts";
import { codedError } from "../service_error.ts";

/** What a message about a file starts with. */
export interface FileLabel {
  /** Its name; empty where it is the only one, so that there is nothing to tell apart. */
  readonly label: string;
}

/** Gives back what `work` does; a RangeError of it becomes the 400 that says what is wrong with the file. */
export async function refusing<Result>(
  label: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseFile(error.message, { label, problems: [] });
  }
}

interface RequireGoodOptions extends FileLabel {
  /** Leave bad rows out. */
  readonly skipBadRows: boolean;
  /** The most bad rows that are left out, as a part of all. */
  readonly mostSkipped: number;
}

/**
 * Throws a 400 for a file without bars, and for one with bad rows unless they are to be left out and are few enough.
 */
export function requireGood(
  { problems, problemCount, rows, bars }: BarFile,
  { skipBadRows, mostSkipped, label }: RequireGoodOptions,
): void {
  const listed = groupProblems(problems).slice(0, 5).join("; ");
  const more = problems.length < problemCount ? "; …" : "";
  if (problemCount > 0 && !skipBadRows) {
    throw refuseFile(`${problemCount} of ${rows} rows cannot be imported: ${listed}${more}`, {
      label,
      problems,
    });
  }
  if (bars.time.length === 0) {
    const reason = problemCount === 0
      ? "The file has no bars"
      : `None of the ${rows} rows can be imported: ${listed}`;
    throw refuseFile(reason, { label, problems });
  }
  if (problemCount > rows * mostSkipped) {
    throw refuseFile(
      `${problemCount} of ${rows} rows are bad, more than ${
        mostSkipped * 100
      } %: ${listed}${more}; --force skips them all the same`,
      { label, problems },
    );
  }
}

interface RefuseOptions extends FileLabel {
  readonly problems: readonly BarFileProblem[];
}

/** The 400 that says what is wrong with a file. */
export function refuseFile(message: string, { label, problems }: RefuseOptions) {
  const place = label === "" ? "" : `${label}: `;
  return codedError(400, { code: "DATA-InvalidCsv", message: `${place}${message}`, details: { problems } });
}
