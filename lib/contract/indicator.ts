/**
 * Indicators on the wire: `/indicators`.
 * @module
 */
import * as z from "zod/mini";
import { timeframeNames } from "./words/timeframe.ts";

/** The largest page of `POST /indicators/calculate` and `POST /fuzzy/calculate`, in bars. */
export const maximumIndicatorPage = 10_000;

/** Most indicators, and most fuzzy sets, of one request to the embedded engine. */
export const maximumIndicators = 50;

/** What is told of the values that a request asks for, and of the page of them that is answered. */
export const valuesMetadataSchema = z.looseObject({
  symbol: z.optional(z.string()),
  timeframe: z.optional(z.string()),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
  points: z.optional(z.number()),
  total_items: z.optional(z.number()),
  total_pages: z.optional(z.number()),
  current_page: z.optional(z.number()),
  page_size: z.optional(z.number()),
  has_next: z.optional(z.boolean()),
  has_prev: z.optional(z.boolean()),
  warnings: z.optional(z.array(z.string())),
});

/** One parameter of an indicator. Limits and options are null where there are none, or none are told. */
export const indicatorParameterSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  description: z.nullish(z.string()),
  default: z.unknown(),
  min_value: z.nullish(z.number()),
  max_value: z.nullish(z.number()),
  options: z.nullish(z.array(z.unknown())),
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
  description: z.nullish(z.string()),
  type: z.string(),
  parameters: z.catch(z.array(indicatorParameterSchema), []),
  strategy_type: z.optional(z.string()),
  outputs: z.optional(z.array(z.string())),
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
  symbol: z.string().check(z.minLength(1, "Symbol must not be empty")),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    id: z.string(),
    parameters: z._default(z.record(z.string(), z.unknown()), {}),
    output_name: z.nullish(z.string()),
  })).check(
    z.minLength(1, "At least one indicator must be specified"),
    z.maxLength(maximumIndicators, `At most ${maximumIndicators} indicators can be specified`),
  ),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
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
  indicators: z.record(z.string(), z.array(z.nullable(z.number()))),
  metadata: z.nullish(valuesMetadataSchema),
});

/** Values of indicators over one page of bars. */
export type IndicatorValues = z.infer<typeof indicatorCalculateResponseSchema>;
