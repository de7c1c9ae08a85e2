/**
 * A file of bars, as a worker reads it.
 * @module
 */
import type { BarFile } from "../../../bar_files/bar_file.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import type { JobOutcome } from "../../jobs/job.ts";

/** A file to read. */
export interface BarFileWork {
  readonly kind: "bar_file";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly options: ReadBarFileOptions;
}

/** The bars of the file, or why there are none. */
export type BarFileResult =
  | { readonly file: BarFile; readonly refusal?: undefined }
  | { readonly file: null; readonly refusal: string };

/** Reads the file. */
export async function runBarFileWork({ bytes, options }: BarFileWork): Promise<JobOutcome<BarFileResult>> {
  const { readBarFile } = await import("../../../bar_files/read_bar_file.ts");
  try {
    return { cancelled: false, result: { file: await readBarFile(bytes, options) } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { cancelled: false, result: { file: null, refusal: error.message } };
  }
}
