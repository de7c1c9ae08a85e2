/**
 * How large a table of another program may be.
 * @module
 */
import { longestUpload } from "../../contract/data.ts";

/** Rows of the longest table: as many as the longest text could have. */
const mostRows = longestUpload / 16;

/** Throws a RangeError for a table that is too long to be read. */
export function requireRows(rows: number): void {
  if (rows <= mostRows) return;
  throw new RangeError(
    `The file has ${rows} rows, expected at most ${mostRows}: import it in parts`,
  );
}

/** Gives back what `read` does; what the library throws becomes a RangeError that says what is wrong with the file. */
export function readOrRefuse<Result>(what: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw refuseTable(what, error);
  }
}

/** The RangeError for what a library threw. */
export function refuseTable(what: string, error: unknown): RangeError {
  if (error instanceof TableTooLarge) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RangeError(`The ${what} is cut off, damaged or of an unusual kind: ${reason}`, { cause: error });
}

/** Says that more would come out of a file than may. */
export class TableTooLarge extends RangeError {}

/** Counts what is unpacked; throws {@linkcode TableTooLarge} where that gets more than an import may be. */
export class UnpackBudget {
  #left: number = longestUpload;

  /** Takes a number of bytes that are about to be unpacked. */
  take(length: number): void {
    this.#left -= length;
    if (!(length >= 0) || this.#left < 0) {
      throw new TableTooLarge("The file unpacks to more than 256 MiB, import it in parts");
    }
  }
}
