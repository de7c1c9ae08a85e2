/**
 * The bars of an upload: one file, or a form of several.
 * @module
 */
import type { BarFile, BarFileProblem } from "../../../bar_files/bar_file.ts";
import { parseFileTimeframe } from "../../../bar_files/bar_file_options.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import { groupProblems } from "../../../contract/problem_groups.ts";
import { type Timeframe, timeframeNames } from "../../../contract/words/timeframe.ts";
import type { Bars } from "../../domain/bars.ts";
import { codedError, detailError } from "../service_error.ts";
import type { Bytes } from "../uploads/upload_body.ts";
import { type ImportWarning, listImportWarnings } from "./import_warnings.ts";
import { joinFiles, type NamedBars } from "./join_bar_files.ts";

/** How an upload of bars is read. */
export interface BarReading {
  /** One of the API's timeframes, or "auto". */
  readonly timeframe: string;
  /** Of a single file, as the user named it; may be empty. */
  readonly name: string;
  /** Of the upload, where it is a form of several files; else empty. */
  readonly contentType: string;
  readonly reading: Omit<ReadBarFileOptions, "timeframe">;
  /** Leave bad rows out. */
  readonly skipBadRows: boolean;
  /** The most bad rows that are left out, as a part of all. */
  readonly mostSkipped: number;
}

/** A file that was read, without its bars. */
export interface ReadFile extends Omit<BarFile, "bars"> {
  readonly name: string;
  /** Its bars, and the times of the first and the last. */
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What is in an upload of bars. */
export interface ReadBars {
  readonly timeframe: Timeframe;
  /** Of all files, ascending in time. */
  readonly bars: Bars;
  readonly files: readonly ReadFile[];
  /** Rows of all files that a later one with the same time replaced, and those of them with other values. */
  readonly duplicates: number;
  readonly conflictCount: number;
  readonly warnings: readonly ImportWarning[];
}

interface NamedFile {
  /** As the user named it; empty where there is only one. */
  readonly name: string;
  readonly bytes: Bytes;
}

/**
 * The bars of an upload. Rejects with a 400 for an unknown timeframe, for a file without bars, and for bad rows unless they
 * are to be left out.
 */
export async function readBarUpload(bytes: Bytes, options: BarReading): Promise<ReadBars> {
  const files: NamedBars[] = [];
  let timeframe = requireTimeframe(options.timeframe);
  for (const { name, bytes: content } of await listFiles(bytes, options)) {
    const file = await readFile({ name, bytes: content }, { ...options.reading, timeframe });
    requireGood({ name, file }, options);
    timeframe = file.understood.timeframe;
    files.push({ name, file });
  }
  if (timeframe === "auto") throw detailError(400, "There is no file to import");
  const known = timeframe;
  const joined = joinFiles(files);
  const warnings = files.flatMap(({ name, file }) => listImportWarnings(file, { timeframe: known, name }));
  return {
    ...joined,
    timeframe,
    files: files.map(describeFile),
    warnings: [...warnings, ...joined.warnings],
  };
}

function describeFile({ name, file: { bars: { time }, ...file } }: NamedBars): ReadFile {
  return { ...file, name, count: time.length, first: time[0], last: time[time.length - 1] };
}

async function listFiles(bytes: Bytes, { contentType, name }: BarReading): Promise<NamedFile[]> {
  if (contentType === "") return [{ name, bytes }];
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData().catch(
    (error) => {
      throw detailError(400, `The body is no form: ${error.message}`);
    },
  );
  const files: NamedFile[] = [];
  for (const [, value] of form) {
    if (value instanceof File) files.push({ name: value.name, bytes: await value.bytes() });
  }
  if (files.length === 0) throw detailError(400, "The form has no file");
  return files;
}

function requireTimeframe(text: string): Timeframe | "auto" {
  const timeframe = parseFileTimeframe(text);
  if (timeframe !== undefined) return timeframe;
  throw detailError(400, `Unknown timeframe "${text}", expected one of ${timeframeNames.join(", ")}`);
}

async function readFile({ name, bytes }: NamedFile, options: ReadBarFileOptions): Promise<BarFile> {
  const { readBarFile } = await import("../../../bar_files/read_bar_file.ts");
  try {
    return await readBarFile(bytes, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseFile(error.message, { name, problems: [] });
  }
}

function requireGood(
  { name, file: { problems, problemCount, rows, bars } }: NamedBars,
  { skipBadRows, mostSkipped }: BarReading,
): void {
  const listed = groupProblems(problems).slice(0, 5).join("; ");
  const more = problems.length < problemCount ? "; …" : "";
  if (problemCount > 0 && !skipBadRows) {
    throw refuseFile(`${problemCount} of ${rows} rows cannot be imported: ${listed}${more}`, {
      name,
      problems,
    });
  }
  if (bars.time.length === 0) {
    const reason = problemCount === 0
      ? "The file has no bars"
      : `None of the ${rows} rows can be imported: ${listed}`;
    throw refuseFile(reason, { name, problems });
  }
  if (problemCount > rows * mostSkipped) {
    throw refuseFile(
      `${problemCount} of ${rows} rows are bad, more than ${
        mostSkipped * 100
      } %: ${listed}${more}; --force skips them all the same`,
      { name, problems },
    );
  }
}

interface RefuseOptions {
  readonly name: string;
  readonly problems: readonly BarFileProblem[];
}

function refuseFile(message: string, { name, problems }: RefuseOptions) {
  const place = name === "" ? "" : `${name}: `;
  return codedError(400, { code: "DATA-InvalidCsv", message: `${place}${message}`, details: { problems } });
}
