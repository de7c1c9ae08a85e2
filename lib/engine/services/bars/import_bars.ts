/**
 * Importing files of bars.
 * @module
 */
import { joinFiles, type ReadFile } from "./join_bar_files.ts";
import { groupProblems } from "../../../contract/problem_groups.ts";
import { type Timeframe, timeframeNames } from "../../../contract/words/timeframe.ts";
import type { BarFile, BarFileProblem } from "../../../bar_files/bar_file.ts";
import { parseFileTimeframe } from "../../../bar_files/bar_file_options.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import type { Bars } from "../../domain/bars.ts";
import type { MergedSeries } from "../../store/bars/bar_records.ts";
import type { Engine } from "../engine.ts";
import { type ImportWarning, listImportWarnings } from "./import_warnings.ts";
import { codedError, detailError } from "../service_error.ts";

/** A file of bars. */
export interface NamedFile {
  /** As the user named it; empty where there is only one. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bars to import. */
interface BarImport {
  readonly symbol: string;
  /** One of the API's timeframes, or "auto". */
  readonly timeframe: string;
  readonly files: readonly NamedFile[];
  readonly reading: Omit<ReadBarFileOptions, "timeframe">;
  /** Import the good rows although there are bad ones. */
  readonly skipBadRows: boolean;
  /** The most bad rows that are skipped, as a part of all. */
  readonly mostSkipped: number;
  /** Whether whatever is stored of the series gives way. */
  readonly replaces: boolean;
  /** Whether nothing is stored. */
  readonly isDryRun: boolean;
  /** Ends it; nothing is stored then. */
  readonly signal?: AbortSignal | undefined;
}

/** What an import did. */
export interface BarImportResult {
  readonly timeframe: Timeframe;
  /** All bars there are now; null where nothing was stored. */
  readonly series: MergedSeries | null;
  readonly bars: Bars;
  readonly files: readonly ReadFile[];
  /** Rows of all files that a later one with the same time replaced, and those of them with other values. */
  readonly duplicates: number;
  readonly conflictCount: number;
  readonly warnings: readonly ImportWarning[];
}

/**
 * Adds the bars of files; where a time is already stored the new bar wins. All or nothing.
 *
 * Throws a 400 for an unknown timeframe, for a file without bars, and for bad rows unless they are to be skipped.
 */
export async function importBars(
  { uploads, barWriter }: Pick<Engine, "uploads" | "barWriter">,
  request: BarImport,
): Promise<BarImportResult> {
  const { symbol } = request;
  const files: ReadFile[] = [];
  let timeframe = requireTimeframe(request.timeframe);
  for (const { name, bytes } of request.files) {
    const file = await readFile(uploads, { name, bytes }, { ...request.reading, timeframe });
    requireGood({ name, file }, request);
    timeframe = file.understood.timeframe;
    files.push({ name, file });
  }
  if (timeframe === "auto") throw detailError(400, "There is no file to import");
  const joined = joinFiles(files);
  const series = request.isDryRun ? null : await barWriter.write({ symbol, timeframe }, joined.bars, {
    change: { kind: "import", source: { files: files.map(describeSource) } },
    replacesAll: request.replaces,
    signal: request.signal,
  });
  const warnings = files.flatMap(({ name, file }) => listImportWarnings(file, { timeframe, name }));
  return { timeframe, series, files, ...joined, warnings: [...warnings, ...joined.warnings] };
}

function describeSource({ name, file: { understood, rows } }: ReadFile) {
  return { name, rows, understood };
}

function requireTimeframe(text: string): Timeframe | "auto" {
  const timeframe = parseFileTimeframe(text);
  if (timeframe !== undefined) return timeframe;
  throw detailError(400, `Unknown timeframe "${text}", expected one of ${timeframeNames.join(", ")}`);
}

async function readFile(
  uploads: Engine["uploads"],
  { name, bytes }: NamedFile,
  options: ReadBarFileOptions,
): Promise<BarFile> {
  try {
    return await uploads.readBars(bytes, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseFile(error.message, { name, problems: [] });
  }
}

function requireGood(
  { name, file: { problems, problemCount, rows, bars } }: ReadFile,
  { skipBadRows, mostSkipped }: BarImport,
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
