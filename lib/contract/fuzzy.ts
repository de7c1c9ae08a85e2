/**
 * Fuzzy sets and memberships on the wire: `/fuzzy`.
 * @module
 */
import * as z from "zod";
import { timeframeNames } from "./timeframe.ts";

/** One membership function: what kind, and the numbers that shape it. */
export const membershipFunctionSchema = z.looseObject({
  type: z.string(),
  parameters: z.array(z.number()),
});

/** One membership function. */
export type MembershipFunctionShape = z.infer<typeof membershipFunctionSchema>;

/**
 * One indicator that a server has fuzzy sets of. In the embedded engine it is a fuzzy set of a stored strategy,
 * `<strategy>.<fuzzy set>`, and only there strategy, fuzzy set and indicator are told.
 */
export const fuzzyIndicatorSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  fuzzy_sets: z.array(z.string()).catch([]),
  output_columns: z.array(z.string()).catch([]),
  strategy: z.string().optional(),
  fuzzy_set: z.string().optional(),
  indicator: z.looseObject({
    id: z.string(),
    type: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    output: z.string(),
  }).optional(),
});

/** One indicator that a server has fuzzy sets of. */
export type FuzzyIndicator = z.infer<typeof fuzzyIndicatorSchema>;

/** `GET /fuzzy/indicators`. */
export const fuzzyIndicatorListSchema = z.looseObject({
  success: z.boolean(),
  data: z.array(fuzzyIndicatorSchema),
});

/** `GET /fuzzy/sets/{indicator}`: the membership functions by name. */
export const fuzzySetsSchema = z.looseObject({
  success: z.boolean(),
  data: z.record(z.string(), membershipFunctionSchema),
});

/** The body of `POST /fuzzy/evaluate`. */
export const fuzzyEvaluateRequestSchema = z.object({
  indicator: z.string().min(1, "Indicator must not be empty"),
  values: z.array(z.number().nullable()).min(1, "At least one value must be specified"),
  dates: z.array(z.string()).nullish(),
});

/** The body of `POST /fuzzy/evaluate`. */
export type FuzzyEvaluateRequest = z.input<typeof fuzzyEvaluateRequestSchema>;

/** Series of memberships (0 to 1, null where there is none) by the name of their column. */
export const membershipSeriesSchema = z.record(z.string(), z.array(z.number().nullable()));

/** `POST /fuzzy/evaluate`: the memberships of the values that were sent, by `<indicator>_<set>`. */
export const fuzzyEvaluateResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    indicator: z.string(),
    fuzzy_sets: z.array(z.string()).catch([]),
    values: membershipSeriesSchema,
    points: z.number().nullish(),
    dates: z.array(z.string()).nullish(),
  }),
});

/** The body of `POST /fuzzy/data`. */
export const fuzzyDataRequestSchema = z.object({
  symbol: z.string().min(1, "Symbol must not be empty"),
  timeframe: z.enum(timeframeNames),
  indicators: z.array(z.object({
    name: z.string().min(1),
    source_column: z.string().nullish(),
  })).min(1, "At least one indicator must be specified"),
  start_date: z.string().nullish(),
  end_date: z.string().nullish(),
});

/** The body of `POST /fuzzy/data`. */
export type FuzzyDataRequest = z.input<typeof fuzzyDataRequestSchema>;

/** `POST /fuzzy/data`: the memberships of indicators over stored bars. */
export const fuzzyDataResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    symbol: z.string(),
    timeframe: z.string(),
    dates: z.array(z.string()),
    indicators: z.record(z.string(), membershipSeriesSchema),
    metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** `GET /fuzzy/data`: the memberships by indicator and fuzzy set, a value a bar. */
export const fuzzyOverlaySchema = z.looseObject({
  symbol: z.string(),
  timeframe: z.string(),
  data: z.record(
    z.string(),
    z.array(z.looseObject({
      set: z.string(),
      membership: z.array(z.looseObject({ timestamp: z.string(), value: z.number().nullish() })),
    })),
  ),
  warnings: z.array(z.string()).nullish(),
});

/** Memberships over stored bars, a value a bar. */
export type FuzzyOverlay = z.infer<typeof fuzzyOverlaySchema>;

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
 * have no zone and mean UTC; what has no value yet is null.
 */
export const fuzzyCalculateResponseSchema = z.looseObject({
  success: z.boolean(),
  symbol: z.string(),
  timeframe: z.string(),
  indicator: z.looseObject({ type: z.string(), output: z.string().nullish() }),
  metadata: z.looseObject({
    start_date: z.string().nullish(),
    end_date: z.string().nullish(),
    points: z.number().optional(),
    warnings: z.array(z.string()).optional(),
  }).nullish(),
  dates: z.array(z.string()),
  values: z.array(z.number().nullable()),
  memberships: membershipSeriesSchema,
});

/** An indicator over stored bars and its memberships. */
export type FuzzyCalculation = z.infer<typeof fuzzyCalculateResponseSchema>;
