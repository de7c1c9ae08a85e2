/**
 * `GET /health`.
 * @module
 */
import * as z from "zod/mini";

/**
 * What a server can do beyond the original API: wait for a change of an operation, take a strategy file, take a
 * CSV file of bars, seed a training, show the trades and the equity curve of a backtest, fuzzify an indicator with
 * fuzzy sets of the request, run what it retries, check the features of a strategy for look-ahead, tell everything
 * of a model, hand it out, take it in, delete it.
 */
export const extensions = [
  "operation_wait",
  "strategy_upload",
  "data_upload",
  "training_seed",
  "backtest_details",
  "backtest_check",
  "model_files",
  "fuzzy_calculate",
  "operation_retry",
] as const;

/** One of {@linkcode extensions}. */
export type Extension = typeof extensions[number];

/** What a server says of itself. `extensions` is empty for the original server. */
export const healthSchema = z.looseObject({
  status: z.string(),
  version: z.nullish(z.string()),
  extensions: z._default(z.catch(z.record(z.string(), z.boolean()), {}), {}),
});

/** What a server says of itself. */
export type Health = z.infer<typeof healthSchema>;
