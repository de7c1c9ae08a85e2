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
import { longestUpload } from "../../../contract/data.ts";
import { Sha256 } from "../../store/sha256.ts";
import { codedError, detailError } from "../service_error.ts";
import { type Bytes, joinUpload } from "../uploads/upload_body.ts";
import { type ImportWarning, listImportWarnings } from "./import_warnings.ts";
import { type FileIdentity, joinFiles, type NamedBars } from "./join_bar_files.ts";

/** How an upload of bars is read. */
export interface BarReading {
  /** One of the API's timeframes, or "auto". */
  readonly timeframe: string;
  /** Of a single file, as the user named it; may be empty. */
  readonly name: string;
  /** Whether messages name a single file; of several they always do. */
  readonly isNamed: boolean;
  /** Of the upload, where it is a form of several files; else empty. */
  readonly contentType: string;
  readonly reading: Omit<ReadBarFileOptions, "timeframe">;
  /** Leave bad rows out. */
  readonly skipBadRows: boolean;
  /** The most bad rows that are left out, as a part of all. */
  readonly mostSkipped: number;
}

/** A file that was read, without its bars. */
export interface ReadFile extends Omit<BarFile, "bars">, FileIdentity {
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
  readonly name: string;
  readonly content: AsyncIterable<Bytes>;
}

/** What a message about a file starts with. */
interface FileLabel {
  /** Its name; empty where it is the only one, so that there is nothing to tell apart. */
  readonly label: string;
}

/** Characters of the longest name that is kept. */
const longestName = 500;

/**
 * The bars of an upload. Rejects with a 400 for an unknown timeframe, for a file without bars, and for bad rows unless they
 * are to be left out.
 */
export async function readBarUpload(parts: AsyncIterable<Bytes>, options: BarReading): Promise<ReadBars> {
  const files: NamedBars[] = [];
  let timeframe = requireTimeframe(options.timeframe);
  const uploaded = await listFiles(parts, options);
  const labelOf = (name: string) => options.isNamed || uploaded.length > 1 ? name : "";
  for (const { name, content } of uploaded) {
    const label = labelOf(name);
    const hash = new Sha256();
    const file = await readFile(hash.pass(content), { ...options.reading, timeframe, label });
    requireGood(file, { ...options, label });
    timeframe = file.understood.timeframe;
    files.push({ name, sha256: hash.digest(), file });
  }
  if (timeframe === "auto") throw detailError(400, "There is no file to import");
  const known = timeframe;
  const joined = joinFiles(files);
  const warnings = files.flatMap(({ name, file }) =>
    listImportWarnings(file, { timeframe: known, label: labelOf(name) })
  );
  return {
    ...joined,
    timeframe,
    files: files.map(describeFile),
    warnings: [...warnings, ...joined.warnings],
  };
}

function describeFile({ file: { bars: { time }, ...file }, ...identity }: NamedBars): ReadFile {
  return { ...file, ...identity, count: time.length, first: time[0], last: time[time.length - 1] };
}

async function listFiles(
  parts: AsyncIterable<Bytes>,
  { contentType, name }: BarReading,
): Promise<NamedFile[]> {
  if (contentType === "") return [{ name: name.slice(0, longestName), content: parts }];
  const bytes = await joinUpload(parts);
  if (bytes.length > longestUpload) {
    throw detailError(413, "The files are too long, expected at most 256 MiB together");
  }
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData().catch(
    (error) => {
      throw detailError(400, `The body is no form: ${error.message}`);
    },
  );
  const files: NamedFile[] = [];
  for (const [, value] of form) {
    if (!(value instanceof File)) continue;
    files.push({ name: value.name.slice(0, longestName), content: value.stream() });
  }
  if (files.length === 0) throw detailError(400, "The form has no file");
  return files;
}

function requireTimeframe(text: string): Timeframe | "auto" {
  const timeframe = parseFileTimeframe(text);
  if (timeframe !== undefined) return timeframe;
  throw detailError(400, `Unknown timeframe "${text}", expected one of ${timeframeNames.join(", ")}`);
}

async function readFile(
  content: AsyncIterable<Bytes>,
  { label, ...options }: ReadBarFileOptions & FileLabel,
): Promise<BarFile> {
  const { readBarStream } = await import("../../../bar_files/read_bar_stream.ts");
  try {
    return await readBarStream(content, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseFile(error.message, { label, problems: [] });
  }
}

function requireGood(
  { problems, problemCount, rows, bars }: BarFile,
  { skipBadRows, mostSkipped, label }: BarReading & FileLabel,
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

function refuseFile(message: string, { label, problems }: RefuseOptions) {
  const place = label === "" ? "" : `${label}: `;
  return codedError(400, { code: "DATA-InvalidCsv", message: `${place}${message}`, details: { problems } });
}
