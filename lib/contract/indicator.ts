/**
 * Indicators on the wire: `/indicators`.
 * @module
 */
import * as z from "zod";
import { timeframeNames } from "./timeframe.ts";

/** The largest page of `POST /indicators/calculate` and `POST /fuzzy/calculate`, in bars. */
export const maximumIndicatorPage = 10_000;

/** Most indicators, and most fuzzy sets, of one request to the embedded engine. */
export const maximumIndicators = 50;

/** What is told of the values that a request asks for, and of the page of them that is answered. */
export const valuesMetadataSchema = z.looseObject({
  symbol: z.string().optional(),
  timeframe: z.string().optional(),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  points: z.number().optional(),
  total_items: z.number().optional(),
  total_pages: z.number().optional(),
  current_page: z.number().optional(),
  page_size: z.number().optional(),
  has_next: z.boolean().optional(),
  has_prev: z.boolean().optional(),
  warnings: z.array(z.string()).optional(),
});

/** One parameter of an indicator. Limits and options are null where there are none, or none are told. */
export const indicatorParameterSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  description: z.string().nullish(),
  default: z.unknown(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  options: z.array(z.unknown()).nullish(),
});

/** One parameter of an indicator. */
export type IndicatorParameterInfo = z.infer<typeof indicatorParameterSchema>;

/**
 * One indicator that a server can calculate. `strategy_type` is its name in a strategy file and `outputs` are its
 * columns, the main one first; only the embedded engine tells them.
 */
export const indicatorInfoSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  type: z.string(),
  parameters: z.array(indicatorParameterSchema).catch([]),
  strategy_type: z.string().optional(),
  outputs: z.array(z.string()).optional(),
});

/** One indicator that a server can calculate. */
export type IndicatorInfo = z.infer<typeof indicatorInfoSchema>;

/** `GET /indicators/`. */
export const indicatorListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(indicatorInfoSchema),
});

/** The groups of indicators. */
export const indicatorCategoryNames = [
  "trend",
  "momentum",
  "volatility",
  "volume",
  "support_resistance",
  "multi_purpose",
] as const;

/** One of {@linkcode indicatorCategoryNames}. */
export type IndicatorCategoryName = typeof indicatorCategoryNames[number];

/** The body of `POST /indicators/calculate`. */
export const indicatorCalculateRequestSchema = z.object({
  symbol: z.string().min(1, "Symbol must not be empty"),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    id: z.string(),
    parameters: z.record(z.string(), z.unknown()).default({}),
    output_name: z.string().nullish(),
  })).min(1, "At least one indicator must be specified")
    .max(maximumIndicators, `At most ${maximumIndicators} indicators can be specified`),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
});

/** The body of `POST /indicators/calculate`. */
export type IndicatorCalculateRequest = z.input<typeof indicatorCalculateRequestSchema>;

/**
 * `POST /indicators/calculate`. Dates are `YYYY-MM-DD HH:MM:SS`, have no zone and mean UTC; every series of
 * `indicators` has one value a date, null where there is none yet. Page 1 has the oldest bars.
 */
export const indicatorCalculateResponseSchema = z.looseObject({
  success: z.boolean(),
  dates: z.array(z.string()),
  indicators: z.record(z.string(), z.array(z.number().nullable())),
  metadata: valuesMetadataSchema.nullish(),
});

/** Values of indicators over one page of bars. */
export type IndicatorValues = z.infer<typeof indicatorCalculateResponseSchema>;
