/**
 * Checks of a strategy's features on the wire: `POST /backtests/check`, where the extension `backtest_check` is
 * advertised.
 * @module
 */
import * as z from "zod/mini";

/** The body of `POST /backtests/check`. What is left out comes from the strategy; dates bound the bars. */
export const backtestCheckRequestSchema = z.object({
  strategy_name: z.string(),
  symbol: z.nullish(z.string()),
  timeframe: z.nullish(z.string()),
  start_date: z.nullish(z.string()),
  end_date: z.nullish(z.string()),
});

/** The body of `POST /backtests/check`. */
export type BacktestCheckRequest = z.input<typeof backtestCheckRequestSchema>;

/** What was found of one feature. Counts are of bars of the base timeframe. */
export const featureCheckSchema = z.looseObject({
  feature_id: z.string(),
  timeframe: z.string(),
  indicator: z.string(),
  /** `look_ahead`: values change when later bars are absent; `start_dependent`: they never settle; else `ok`. */
  verdict: z.enum(["ok", "look_ahead", "start_dependent"]),
  /** At how many of the cuts values up to the cut were others than with all bars. */
  changed_cuts: z.number(),
  /** How far before a cut a value still changed; null where none did. */
  look_ahead_bars: z.nullable(z.number()),
  /** The oldest time at which a value changed, ISO 8601; null where none did. */
  first_change: z.nullable(z.string()),
  /** After how many bars values no longer depend on where the bars start; null where they always do. */
  warm_up_bars: z.nullable(z.number()),
  /**
   * The largest difference after the bars that a backtest passes over, relative to the largest magnitude of the feature;
   * null: a value or none.
   */
  difference_after_warm_up: z.nullable(z.number()),
});

/** What was found of one feature. */
export type FeatureCheck = z.infer<typeof featureCheckSchema>;

/** `POST /backtests/check`. */
export const backtestCheckResponseSchema = z.looseObject({
  success: z.boolean(),
  data: z.looseObject({
    strategy_name: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    start_date: z.string(),
    end_date: z.string(),
    bars: z.number(),
    /** How many times the bars were cut off at their end, and at their start. */
    cuts: z.number(),
    starts: z.number(),
    /** How many bars a backtest passes over before it trades. */
    backtest_warm_up_bars: z.number(),
    look_ahead: z.boolean(),
    features: z.array(featureCheckSchema),
  }),
});

/** What was found of a strategy's features. */
export type BacktestCheck = z.infer<typeof backtestCheckResponseSchema>["data"];
