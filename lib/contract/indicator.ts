/**
 * Indicators on the wire: `/indicators`.
 * @module
 */
import * as z from "zod";
import { timeframeNames } from "./timeframe.ts";

/** The largest page of `POST /indicators/calculate`, in bars. */
export const maximumIndicatorPage = 10_000;

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

/** What a group of indicators is for, and the ids of those in it. */
export const indicatorCategorySchema = z.looseObject({
  name: z.string().optional(),
  info: z.looseObject({
    name: z.string(),
    description: z.string().nullish(),
    purpose: z.string().nullish(),
    typical_usage: z.string().nullish(),
    common_timeframes: z.array(z.string()).catch([]),
  }),
  indicators: z.array(z.string()).catch([]),
  count: z.number().nullish(),
});

/** What a group of indicators is for, and the ids of those in it. */
export type IndicatorCategory = z.infer<typeof indicatorCategorySchema>;

/** `GET /indicators/categories`: the groups by name. */
export const indicatorCategoryListSchema = z.looseObject({
  success: z.boolean(),
  categories: z.record(z.string(), indicatorCategorySchema),
});

/** `GET /indicators/categories/{category}`. */
export const indicatorCategoryResponseSchema = z.looseObject({
  success: z.boolean(),
  category: indicatorCategorySchema,
});

/** The body of `POST /indicators/calculate`. */
export const indicatorCalculateRequestSchema = z.object({
  symbol: z.string().min(1, "Symbol must not be empty"),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    id: z.string(),
    parameters: z.record(z.string(), z.unknown()).default({}),
    output_name: z.string().nullish(),
  })).min(1, "At least one indicator must be specified"),
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
  metadata: z.looseObject({
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
  }).nullish(),
});

/** Values of indicators over one page of bars. */
export type IndicatorValues = z.infer<typeof indicatorCalculateResponseSchema>;
