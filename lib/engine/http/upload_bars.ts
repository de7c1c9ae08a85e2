/**
 * `PUT /data/{symbol}/{timeframe}`: files of bars.
 * @module
 */
import type { Bars } from "../services/bars/bars.ts";
import { dateOrders } from "../../bar_files/times/parse_time.ts";
import type { Engine } from "../services/engine.ts";
import { type BarImportResult, importBars } from "../services/bars/import_bars.ts";
import type { ReadFile } from "../services/bars/read_bar_upload.ts";
import { toUtcText } from "../services/iso_date.ts";
import { bodyLimits, readUpload } from "./read_body.ts";
import { readChoice, readFlag, readNumber } from "./read_query.ts";
import type { ApiCall } from "./route.ts";

/** Bars that a dry run shows of each end. */
const shownBars = 3;

/** Stores the bars of the body: one file, or several as `multipart/form-data`. */
export async function uploadBars(engine: Engine, { request, parameters, query }: ApiCall): Promise<object> {
  const contentType = request.headers.get("content-type") ?? "";
  const symbol = parameters.symbol.toUpperCase();
  const result = await importBars(engine, {
    symbol,
    timeframe: parameters.timeframe,
    body: await readUpload(request, bodyLimits.bars),
    name: query.get("name") ?? "",
    isNamed: false,
    contentType: contentType.startsWith("multipart/form-data") ? contentType : "",
    reading: readReading(query),
    skipBadRows: readFlag(query, "skip_bad_rows"),
    mostSkipped: readNumber(query, { name: "most_skipped", minimum: 0, maximum: 1 }) ?? 1,
    replaces: readFlag(query, "replace"),
    isDryRun: readFlag(query, "dry_run"),
    signal: request.signal,
  });
  return { success: true, data: { symbol, ...describe(result) } };
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
  const sum = (count: (file: ReadFile) => number) => files.reduce((all, file) => all + count(file), 0);
  return {
    timeframe,
    rows_read: sum(({ rows }) => rows),
    rows_imported: time.length,
    rows_skipped: sum(({ problemCount }) => problemCount),
    rows_repeated: counts.duplicates,
    rows_superseded: counts.conflictCount,
    rows_replaced: series?.replaced ?? 0,
    total_bars: series?.count ?? time.length,
    start_date: toUtcText(time[0]),
    end_date: toUtcText(time[time.length - 1]),
    columns: files[0].columns,
    problems: files.flatMap(({ problems }) => problems),
    warnings,
    dry_run: series === null,
    files: files.map((file) => ({
      name: file.name,
      sha256: file.sha256,
      rows_read: file.rows,
      rows_imported: file.count,
      start_date: toUtcText(file.first),
      end_date: toUtcText(file.last),
      notes: file.notes,
      understood: describeUnderstood(file.understood),
    })),
    first_bars: listBars(bars, 0),
    last_bars: listBars(bars, Math.max(0, time.length - shownBars)),
  };
}

function describeUnderstood(understood: ReadFile["understood"]): object {
  const { dateOrder, barTime, ...rest } = understood;
  return { ...rest, date_order: dateOrder, bar_time: barTime };
}

function listBars({ time, open, high, low, close, volume }: Bars, start: number): unknown[][] {
  return Array.from(time.subarray(start, start + shownBars), (moment, at) => {
    const bar = start + at;
    return [toUtcText(moment), open[bar], high[bar], low[bar], close[bar], volume[bar]];
  });
}
