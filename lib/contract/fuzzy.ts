/**
 * Fuzzy sets and memberships on the wire: `/fuzzy`.
 * @module
 */
import * as z from "zod/mini";
import { maximumIndicators, valuesMetadataSchema } from "./indicator.ts";
import { timeframeNames } from "./words/timeframe.ts";

/** The body of `POST /fuzzy/evaluate`. */
export const fuzzyEvaluateRequestSchema = z.object({
  indicator: z.string().check(z.minLength(1, "Indicator must not be empty")),
  values: z.array(z.nullable(z.number())).check(z.minLength(1, "At least one value must be specified")),
  dates: z.nullish(z.array(z.string())),
});

/** Series of memberships (0 to 1, null where there is none) by the name of their column. */
export const membershipSeriesSchema = z.record(z.string(), z.array(z.nullable(z.number())));

/** The body of `POST /fuzzy/data`. */
export const fuzzyDataRequestSchema = z.object({
  symbol: z.string().check(z.minLength(1, "Symbol must not be empty")),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    name: z.string().check(z.minLength(1)),
    source_column: z.nullish(z.string()),
  })).check(
    z.minLength(1, "At least one indicator must be specified"),
    z.maxLength(maximumIndicators, `At most ${maximumIndicators} indicators can be specified`),
  ),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
});

/** The body of `POST /fuzzy/calculate`, where the extension `fuzzy_calculate` is advertised. */
export const fuzzyCalculateRequestSchema = z.object({
  symbol: z.string().check(z.minLength(1, "Symbol must not be empty")),
  timeframe: z.enum(timeframeNames),
  indicator: z.object({
    type: z.string().check(z.minLength(1)),
    parameters: z._default(z.record(z.string(), z.unknown()), {}),
    output: z.nullish(z.string()),
  }),
  fuzzy_sets: z.record(z.string(), z.object({ type: z.string(), parameters: z.array(z.number()) })).check(
    z.refine((sets) => Object.keys(sets).length > 0, "At least one fuzzy set must be specified"),
    z.refine(
      (sets) => Object.keys(sets).length <= maximumIndicators,
      `At most ${maximumIndicators} fuzzy sets can be specified`,
    ),
  ),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
  limit: z.nullish(z.int().check(z.gte(1))),
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
  indicator: z.looseObject({ type: z.string(), output: z.nullish(z.string()) }),
  metadata: z.nullish(valuesMetadataSchema),
  dates: z.array(z.string()),
  values: z.array(z.nullable(z.number())),
  memberships: membershipSeriesSchema,
});

/** An indicator over stored bars and its memberships. */
export type FuzzyCalculation = z.infer<typeof fuzzyCalculateResponseSchema>;
