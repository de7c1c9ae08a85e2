/**
 * How many bars a command takes, which counts from the newest.
 * @module
 */
import { maximumIndicatorPage } from "../../lib/contract/indicator.ts";
import { UsageError } from "../../lib/errors.ts";

/** How many rows a table has, where the user does not say. */
export const rowsInTable = 20;

/** What decides about the rows. */
interface RowsChoice {
  rows?: number | undefined;
  outputFile?: string | undefined;
}

/** Throws UsageError for a number of rows that is none. */
export function checkRows(rows: number | undefined): void {
  if (rows === undefined || (Number.isInteger(rows) && rows >= 1)) return;
  throw new UsageError(`--rows is '${rows}', expected a whole number of 1 or more`);
}

/** How many bars to ask for: what the user says, else all for a file, else what one page holds. */
export function rowsToFetch({ rows, outputFile }: RowsChoice): number {
  return rows ?? (outputFile === undefined ? maximumIndicatorPage : Infinity);
}
