/**
 * Fuzzy sets and memberships on the wire: `/fuzzy`.
 * @module
 */
import * as z from "zod";
import { maximumIndicators, valuesMetadataSchema } from "./indicator.ts";
import { timeframeNames } from "./timeframe.ts";

/** The body of `POST /fuzzy/evaluate`. */
export const fuzzyEvaluateRequestSchema = z.object({
  indicator: z.string().min(1, "Indicator must not be empty"),
  values: z.array(z.number().nullable()).min(1, "At least one value must be specified"),
  dates: z.array(z.string()).nullish(),
});

/** Series of memberships (0 to 1, null where there is none) by the name of their column. */
export const membershipSeriesSchema = z.record(z.string(), z.array(z.number().nullable()));

/** The body of `POST /fuzzy/data`. */
export const fuzzyDataRequestSchema = z.object({
  symbol: z.string().min(1, "Symbol must not be empty"),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    name: z.string().min(1),
    source_column: z.string().nullish(),
  })).min(1, "At least one indicator must be specified")
    .max(maximumIndicators, `At most ${maximumIndicators} indicators can be specified`),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
});

/** The body of `POST /fuzzy/calculate`, where the extension `fuzzy_calculate` is advertised. */
export const fuzzyCalculateRequestSchema = z.object({
  symbol: z.string().min(1, "Symbol must not be empty"),
  timeframe: z.enum(timeframeNames),
  indicator: z.object({
    type: z.string().min(1),
    parameters: z.record(z.string(), z.unknown()).default({}),
    output: z.string().nullish(),
  }),
  fuzzy_sets: z.record(z.string(), z.object({ type: z.string(), parameters: z.array(z.number()) })).refine(
    (sets) => Object.keys(sets).length > 0,
    "At least one fuzzy set must be specified",
  ).refine(
    (sets) => Object.keys(sets).length <= maximumIndicators,
    `At most ${maximumIndicators} fuzzy sets can be specified`,
  ),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
  limit: z.int().min(1).nullish(),
});

/**
 * The body of `POST /fuzzy/calculate`. `indicator.output` says which output is fuzzified where there are several;
 * without it the main one is. `limit`: only the newest so many bars are answered.
 */
export type FuzzyCalculateRequest = z.input<typeof fuzzyCalculateRequestSchema>;

/**
 * `POST /fuzzy/calculate`: one value and one membership of every set a date. Dates are `YYYY-MM-DDTHH:MM:SS`,
 * have no zone and mean UTC; what has no value yet is null. Page 1 has the oldest bars; the query says which page, and
 * without `page_size` there is one.
 */
export const fuzzyCalculateResponseSchema = z.looseObject({
  success: z.boolean(),
  symbol: z.string(),
  timeframe: z.string(),
  indicator: z.looseObject({ type: z.string(), output: z.string().nullish() }),
  metadata: valuesMetadataSchema.nullish(),
  dates: z.array(z.string()),
  values: z.array(z.number().nullable()),
  memberships: membershipSeriesSchema,
});

/** An indicator over stored bars and its memberships. */
export type FuzzyCalculation = z.infer<typeof fuzzyCalculateResponseSchema>;
