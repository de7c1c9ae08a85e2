/**
 * Answers about fuzzy sets that no command asks for.
 * @module
 */
import * as z from "zod";
import { membershipSeriesSchema } from "../../lib/contract/fuzzy.ts";

/** One membership function: what kind, and the numbers that shape it. */
const membershipFunctionSchema = z.looseObject({
  type: z.string(),
  parameters: z.array(z.number()),
});

/**
 * One indicator that a server has fuzzy sets of. In the embedded engine it is a fuzzy set of a stored strategy,
 * `<strategy>.<fuzzy set>`, and only there strategy, fuzzy set and indicator are told.
 */
const fuzzyIndicatorSchema = z.looseObject({
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
