/**
 * Price bars on the wire: `/data` and `/symbols`.
 * @module
 */
import * as z from "zod/mini";
import { lenient, number, text } from "./fields.ts";
import { timeframeNames } from "./words/timeframe.ts";

/** Most bytes of files of bars that the engine reads as a whole: 256 MiB. */
export const longestUpload = 268_435_456;

/** Most bytes of a file of bars that is text, and may be longer: 1 GiB. */
export const longestText = 1_073_741_824;

/** `GET /data/{symbol}/{timeframe}`. Dates have no zone and mean UTC; a row of `ohlcv` is open, high, low, close, volume. */
export const barsResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    dates: z.array(z.string()),
    ohlcv: z.array(z.array(z.number())),
    metadata: z.nullish(z.record(z.string(), z.unknown())),
  }),
});

/** Bars of one symbol and timeframe. */
export type BarsData = z.infer<typeof barsResponseSchema>["data"];

/** The body of `POST /data/range`. */
export const rangeRequestSchema = z.object({ symbol: z.string(), timeframe: z.string() });

/** `POST /data/range`. */
export const rangeResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    symbol: z.string(),
    timeframe: z.string(),
    start_date: z.string(),
    end_date: z.string(),
    point_count: z.number(),
  }),
});

/** First and last bar of one symbol and timeframe. */
export type BarRange = z.infer<typeof rangeResponseSchema>["data"];

/** One symbol and the timeframes that the server has bars of. */
export const symbolSchema = z.looseObject({
  symbol: z.string(),
  name: z.nullish(z.string()),
  type: z.nullish(z.string()),
  available_timeframes: z.catch(z.array(z.string()), []),
  exchange: z.nullish(z.string()),
  currency: z.nullish(z.string()),
  trading_hours: z.optional(z.unknown()),
});

/** `GET /symbols`. */
export const symbolListSchema = z.looseObject({ success: z.boolean(), data: z.array(symbolSchema) });

/** One symbol and its timeframes. */
export type SymbolInfo = z.infer<typeof symbolSchema>;

/** The ways to load bars from a broker. */
export const dataLoadModes = ["tail", "backfill", "full"] as const;

/** One of {@linkcode dataLoadModes}. */
export type DataLoadMode = typeof dataLoadModes[number];

/** The body of `POST /data/acquire/download`. */
export const dataLoadRequestSchema = z.object({
  symbol: z.string().check(z.minLength(1)),
  timeframe: z.enum(timeframeNames),
  mode: z._default(z.enum(["local", ...dataLoadModes]), "local"),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
  filters: z.nullish(z.object({
    trading_hours_only: z._default(z.boolean(), false),
    include_extended: z._default(z.boolean(), false),
  })),
});

/** The body of `POST /data/acquire/download`. */
export type DataLoadRequest = z.input<typeof dataLoadRequestSchema>;

/** `result_summary` of a completed load of bars. A field that is none of these counts as not told. */
export const dataLoadResultSchema = z.looseObject({
  symbol: text,
  timeframe: text,
  mode: text,
  rows_downloaded: number,
  gaps_filled: number,
  cache_hit: lenient(z.boolean()),
});

/** What one file of an import was taken for. */
export const barFileSchema = z.looseObject({
  name: z.string(),
  rows_read: z.number(),
  rows_imported: z.number(),
  start_date: z.string(),
  end_date: z.string(),
  /** What was left out, and why. */
  notes: z.array(z.string()),
  understood: z.looseObject({
    format: z.string(),
    title: z.string(),
    /** The column of each role. */
    used: z.record(z.string(), z.string()),
    ignored: z.array(z.string()),
    zone: z.string(),
    date_order: z.nullable(z.string()),
    bar_time: z.string(),
    /** How far apart most bars are, such as `5m`; null for fewer than three. */
    step: z.nullable(z.string()),
    timeframe: z.string(),
  }),
});

/** What one file of an import was taken for. */
export type BarFileSummary = z.infer<typeof barFileSchema>;

/** A bar in words of the wire: time, open, high, low, close, volume. */
const barRowSchema = z.array(z.union([z.string(), z.number()]));

/** `PUT /data/{symbol}/{timeframe}` (the bytes of a file, or a form with several), where the extension `data_upload` is advertised. */
export const dataUploadResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    symbol: z.string(),
    timeframe: z.string(),
    rows_read: z.number(),
    rows_imported: z.number(),
    rows_skipped: z.number(),
    /** Rows that a later row with the same time overrides; with those imported and skipped, all that were read. */
    rows_repeated: z._default(z.number(), 0),
    /** Those of the repeated rows whose values are not those of the later one. */
    rows_superseded: z._default(z.number(), 0),
    /** Bars stored before that an imported one with the same time and other values replaced. */
    rows_replaced: z._default(z.number(), 0),
    total_bars: z.number(),
    start_date: z.string(),
    end_date: z.string(),
    columns: z.array(z.string()),
    problems: z.array(z.looseObject({ line: z.number(), message: z.string() })),
    warnings: z._default(z.array(z.looseObject({ code: z.string(), message: z.string() })), []),
    /** Whether nothing was stored. */
    dry_run: z._default(z.boolean(), false),
    files: z._default(z.array(barFileSchema), []),
    /** The first and the last three bars. */
    first_bars: z._default(z.array(barRowSchema), []),
    last_bars: z._default(z.array(barRowSchema), []),
  }),
});

/** What an import of bars did. */
export type DataUpload = z.infer<typeof dataUploadResponseSchema>["data"];
