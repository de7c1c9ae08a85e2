/**
 * The bars of an upload: one file, or a form of several.
 * @module
 */
import type { BarFile } from "../../../bar_files/bar_file.ts";
import { parseFileTimeframe } from "../../../bar_files/bar_file_options.ts";
import {
  type BarFilePart,
  listParts,
  requireOneInstrument,
  requireOneSeries,
} from "../../../bar_files/list_parts.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import { type Timeframe, timeframeNames } from "../../../contract/words/timeframe.ts";
import type { Bars } from "../../domain/bars.ts";
import { longestUpload } from "../../../contract/data.ts";
import { Sha256 } from "../../store/sha256.ts";
import { detailError } from "../service_error.ts";
import { type Bytes, joinUpload } from "../uploads/upload_body.ts";
import { type ImportWarning, listImportWarnings } from "./import_warnings.ts";
import { type FileLabel, refuseFile, refusing, requireGood } from "./refuse_file.ts";
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

/** Characters of the longest name that is kept. */
const longestName = 500;
/** Bars of all files together; they are in memory at once. */
const mostBars = 20_000_000;

/**
 * The bars of an upload. Rejects with a 400 for an unknown timeframe, for a file without bars, and for bad rows unless they
 * are to be left out.
 */
export async function readBarUpload(upload: AsyncIterable<Bytes>, options: BarReading): Promise<ReadBars> {
  const files: NamedBars[] = [];
  let timeframe = requireTimeframe(options.timeframe);
  let room = mostBars;
  const uploaded = await listFiles(upload, options);
  for (const file of uploaded) {
    const label = options.isNamed || uploaded.length > 1 ? file.name : "";
    const parts = await readParts(file, { ...options, timeframe, label, room });
    files.push(...parts);
    timeframe = parts[0].file.understood.timeframe;
    room -= countBars(parts);
  }
  if (timeframe === "auto") throw detailError(400, "There is no file to import");
  if (options.reading.isForced !== true) await refusing("", () => requireOneInstrument(files));
  const isNamed = options.isNamed || files.length > 1;
  return joinRead(files, { timeframe, isNamed });
}

function joinRead(
  files: readonly NamedBars[],
  { timeframe, isNamed }: { readonly timeframe: Timeframe; readonly isNamed: boolean },
): ReadBars {
  const joined = joinFiles(files);
  const warnings = files.flatMap(({ name, file }) =>
    listImportWarnings(file, { timeframe, label: isNamed ? name : "" })
  );
  return {
    ...joined,
    timeframe,
    files: files.map(describeFile),
    warnings: [...warnings, ...joined.warnings],
  };
}

interface ReadPartsOptions extends BarReading, FileLabel {
  /** The most bars. */
  readonly room: number;
}

/** The bars of a file, or of each of the files of one series that are in it. */
async function readParts(
  { name, content }: NamedFile,
  { label, room, ...options }: ReadPartsOptions,
): Promise<NamedBars[]> {
  const hash = new Sha256();
  const parts = await refusing(label, () => listParts(hash.pass(content), options.reading.member));
  const read: Omit<NamedBars, "sha256">[] = [];
  let timeframe = options.timeframe;
  for (const part of parts) {
    const named = part.member === "" ? name : [name, part.member].filter((word) => word !== "").join("/");
    const told = part.member === "" ? label : named;
    const file = await readPart(part, { ...options, timeframe, name: named, label: told });
    timeframe = file.understood.timeframe;
    read.push({ name: named, file });
    if (countBars(read) > room) {
      throw refuseFile(`There are more than ${mostBars} bars: import them in parts`, {
        label: told,
        problems: [],
      });
    }
  }
  await refusing(label, () => requireOneSeries(read));
  const sha256 = hash.digest();
  return read.map((part) => ({ ...part, sha256 }));
}

function countBars(files: readonly Pick<NamedBars, "file">[]): number {
  return files.reduce((sum, { file: { bars } }) => sum + bars.time.length, 0);
}

async function readPart(
  { content }: BarFilePart,
  { name, timeframe, label, ...options }: BarReading & FileLabel,
): Promise<BarFile> {
  const { readBarStream } = await import("../../../bar_files/read_bar_stream.ts");
  const reading = { ...options.reading, timeframe: requireTimeframe(timeframe), fileName: name };
  const file = await refusing(label, () => readBarStream(content, reading));
  requireGood(file, { ...options, label });
  return file;
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
