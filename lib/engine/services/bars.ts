/**
 * Reading, importing and (not) downloading bars.
 * @module
 */
import { timeframeNames } from "../../contract/timeframe.ts";
import type { Bars } from "../domain/bars.ts";
import { type BarCsv, type BarCsvProblem, parseBarCsv } from "../domain/bar_csv/parse_bar_csv.ts";
import type { BarSeries, MergedSeries } from "../store/store.ts";
import type { Engine } from "./engine.ts";
import { type ImportWarning, listImportWarnings } from "./import_warnings.ts";
import { codedError, detailError } from "./service_error.ts";
import type { BarQuery } from "./stored_bars.ts";

export type { Bars } from "../domain/bars.ts";
export type { BarSeries } from "../store/store.ts";

/** Every symbol and timeframe that there are bars of. */
export function listSeries({ store }: Engine): readonly BarSeries[] {
  return store.bars.list();
}

/** The bars of a period; null where there are none. */
export function findBars({ store }: Engine, query: BarQuery): Bars | null {
  return store.bars.read(query, query);
}

/** First and last bar, and their number. Throws a 404. */
export function findSeries(
  { store }: Engine,
  { symbol, timeframe }: Omit<BarQuery, "start" | "end">,
): BarSeries {
  const series = store.bars.find({ symbol, timeframe });
  if (series === null) {
    throw detailError(404, `Data not found for ${symbol} (${timeframe})`);
  }
  return series;
}

/** Bars to import. */
export interface BarImport {
  readonly symbol: string;
  readonly timeframe: string;
  /** UTF-8 text. */
  readonly csv: Uint8Array;
  /** Import the good rows although there are bad ones. */
  readonly skipBadRows: boolean;
}

/** What an import did. */
export interface BarImportResult {
  /** All bars there are now. */
  readonly series: MergedSeries;
  readonly csv: BarCsv;
  readonly warnings: readonly ImportWarning[];
}

/**
 * Adds the bars of a CSV file; where a time is already stored the new bar wins. All or nothing.
 *
 * Throws a 400 for an unknown timeframe, for a file without bars, and for bad rows unless they are to be skipped.
 */
export function importBars({ store }: Engine, request: BarImport): BarImportResult {
  const { symbol, timeframe, skipBadRows } = request;
  requireTimeframe(timeframe);
  const csv = parseCsv(request.csv);
  const { bars, rows, problems, problemCount } = csv;
  if (problemCount > 0 && !skipBadRows) {
    throw refuseCsv(
      `${problemCount} of ${rows} rows cannot be imported: ${listProblems(problems)}`,
      problems,
    );
  }
  if (bars.time.length === 0) {
    throw refuseCsv(`None of the ${rows} rows can be imported: ${listProblems(problems)}`, problems);
  }
  const series = store.bars.merge({ symbol, timeframe }, bars, {
    change: { kind: "import", source: {} },
  });
  return { series, csv, warnings: listImportWarnings(csv, timeframe) };
}

function requireTimeframe(timeframe: string): void {
  if (timeframeNames.some((known) => known === timeframe)) return;
  throw detailError(400, `Unknown timeframe "${timeframe}", expected one of ${timeframeNames.join(", ")}`);
}

function parseCsv(file: Uint8Array): BarCsv {
  try {
    return parseBarCsv(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseCsv(error.message, []);
  }
}

function refuseCsv(message: string, problems: readonly BarCsvProblem[]) {
  return codedError(400, { code: "DATA-InvalidCsv", message, details: { problems } });
}

function listProblems(problems: readonly BarCsvProblem[]): string {
  const shown = problems.slice(0, 5).map(({ line, message }) => `line ${line}: ${message}`);
  return [...shown, ...(problems.length > shown.length ? ["…"] : [])].join("; ");
}
