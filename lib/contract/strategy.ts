/**
 * Strategies on the wire: `/strategies`.
 * @module
 */
import * as z from "zod/mini";

/** One problem of a strategy file. Line and column come only from a server that knows them. */
export const strategyIssueSchema = z.looseObject({
  severity: z.string(),
  category: z.string(),
  message: z.string(),
  details: z.optional(z.unknown()),
  line: z.optional(z.number()),
  column: z.optional(z.number()),
});

/** `POST /strategies/validate/{name}`. */
export const strategyValidationSchema = z.looseObject({
  success: z.boolean(),
  valid: z.boolean(),
  strategy_name: z.string(),
  issues: z.array(strategyIssueSchema),
  message: z.nullish(z.string()),
});

/** Whether a strategy is valid, and why not. */
export type StrategyValidation = z.infer<typeof strategyValidationSchema>;

/** One feature of a strategy. */
export const featureSchema = z.looseObject({
  feature_id: z.string(),
  timeframe: z.string(),
  fuzzy_set: z.string(),
  membership: z.string(),
  indicator_id: z.nullish(z.string()),
  indicator_output: z.nullish(z.string()),
});

/** `GET /strategies/{name}/features`, in the order of the network's inputs. */
export const strategyFeaturesSchema = z.looseObject({
  success: z.boolean(),
  strategy_name: z.string(),
  features: z.array(featureSchema),
  count: z.number(),
});

/** The features of a strategy. */
export type StrategyFeatures = z.infer<typeof strategyFeaturesSchema>;

/** One row of `GET /strategies/`. */
export const strategySummarySchema = z.looseObject({
  name: z.string(),
  description: z.nullish(z.string()),
  symbol: z.nullish(z.string()),
  timeframe: z.nullish(z.string()),
  training_status: z.nullish(z.string()),
  available_versions: z.catch(z.array(z.number()), []),
  latest_version: z.nullish(z.number()),
  latest_training_date: z.nullish(z.string()),
  indicators: z.optional(z.unknown()),
  fuzzy_config: z.optional(z.unknown()),
  latest_metrics: z.optional(z.unknown()),
});

/** One strategy that the server has. */
export type StrategySummary = z.infer<typeof strategySummarySchema>;

/** `GET /strategies/`. */
export const strategyListSchema = z.looseObject({
  success: z.boolean(),
  strategies: z.array(strategySummarySchema),
});

/** `PUT /strategies/{name}` (YAML body), where the extension `strategy_upload` is advertised. */
export const strategyUploadSchema = z.looseObject({
  success: z.boolean(),
  strategy_name: z.string(),
  created: z.boolean(),
});

/** The name of a strategy as the API takes it: a file stem, no path, and none that Windows keeps for a device. */
export const strategyNamePattern = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_-]*$/i;
