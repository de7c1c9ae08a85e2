/**
 * `PUT /data/{symbol}/{timeframe}`: files of bars.
 * @module
 */
import type { Bars } from "../services/bars/bars.ts";
import { dateOrders } from "../../bar_files/times/parse_time.ts";
import type { Engine } from "../services/engine.ts";
import { type BarImportResult, importBars, type NamedFile } from "../services/bars/import_bars.ts";
import { toUtcText } from "../services/iso_date.ts";
import { detailError } from "../services/service_error.ts";
import { bodyLimits, readBinary } from "./read_body.ts";
import { readChoice, readFlag, readNumber } from "./read_query.ts";
import type { ApiCall } from "./route.ts";

/** Bars that a dry run shows of each end. */
const shownBars = 3;

/** Stores the bars of the body: one file, or several as `multipart/form-data`. */
export async function uploadBars(engine: Engine, { request, parameters, query }: ApiCall): Promise<object> {
  const symbol = parameters.symbol.toUpperCase();
  const result = await importBars(engine, {
    symbol,
    timeframe: parameters.timeframe,
    files: await readFiles(request, query.get("name") ?? ""),
    reading: readReading(query),
    skipBadRows: readFlag(query, "skip_bad_rows"),
    mostSkipped: readNumber(query, { name: "most_skipped", minimum: 0, maximum: 1 }) ?? 1,
    replaces: readFlag(query, "replace"),
    isDryRun: readFlag(query, "dry_run"),
    signal: request.signal,
  });
  return { success: true, data: { symbol, ...describe(result) } };
}

async function readFiles(request: Request, name: string): Promise<NamedFile[]> {
  const bytes = await readBinary(request, bodyLimits.bars);
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data")) return [{ name, bytes }];
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

function readReading(query: URLSearchParams) {
  const text = (name: string) => query.get(name) ?? undefined;
  return {
    format: text("format") === "auto" ? undefined : text("format"),
    columns: text("columns"),
    timezone: text("timezone"),
    dateOrder: readChoice(query, { name: "date_order", choices: dateOrders }),
    where: text("where"),
    priceScale: readNumber(query, { name: "price_scale", minimum: 1e-12, maximum: 1e12 }),
    isAdjusted: readFlag(query, "adjusted"),
    barTime: readChoice(query, { name: "bar_time", choices: ["start", "end"] }),
    repairs: readFlag(query, "repair"),
    isForced: readFlag(query, "force"),
    member: text("member"),
  };
}

function describe({ bars, files, series, timeframe, warnings, ...counts }: BarImportResult): object {
  const { time } = bars;
  const sum = (count: (file: typeof files[number]) => number) =>
    files.reduce((all, file) => all + count(file), 0);
  return {
    timeframe,
    rows_read: sum(({ file }) => file.rows),
    rows_imported: time.length,
    rows_skipped: sum(({ file }) => file.problemCount),
    rows_repeated: counts.duplicates,
    rows_superseded: counts.conflictCount,
    rows_replaced: series?.replaced ?? 0,
    total_bars: series?.count ?? time.length,
    start_date: toUtcText(time[0]),
    end_date: toUtcText(time[time.length - 1]),
    columns: files[0].file.columns,
    problems: files.flatMap(({ file }) => file.problems),
    warnings,
    dry_run: series === null,
    files: files.map(({ name, file }) => ({
      name,
      rows_read: file.rows,
      rows_imported: file.bars.time.length,
      start_date: toUtcText(file.bars.time[0]),
      end_date: toUtcText(file.bars.time[file.bars.time.length - 1]),
      notes: file.notes,
      understood: describeUnderstood(file.understood),
    })),
    first_bars: listBars(bars, 0),
    last_bars: listBars(bars, Math.max(0, time.length - shownBars)),
  };
}

function describeUnderstood(understood: BarImportResult["files"][number]["file"]["understood"]): object {
  const { dateOrder, barTime, ...rest } = understood;
  return { ...rest, date_order: dateOrder, bar_time: barTime };
}

function listBars({ time, open, high, low, close, volume }: Bars, start: number): unknown[][] {
  return Array.from(time.subarray(start, start + shownBars), (moment, at) => {
    const bar = start + at;
    return [toUtcText(moment), open[bar], high[bar], low[bar], close[bar], volume[bar]];
  });
}
