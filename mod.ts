/**
 * A client of the KTRDR API: train neuro-fuzzy trading models and backtest them.
 *
 * ```ts
 * import { KtrdrClient, TrainingAdapter } from "@ktrdr/ktrdr";
 *
 * await using client = new KtrdrClient({ baseUrl: "http://localhost:8000/api/v1" });
 * if (!(await client.healthCheck())) throw new Error("No KTRDR API at localhost:8000");
 *
 * const training = new TrainingAdapter({ strategy_name: "rsi_spx", start_date: "2000-01-03", end_date: "2014-12-31" });
 * const result = await client.executeOperation(training, {
 *   onProgress: (percentage, message) => console.error(`${percentage.toFixed(0)} % ${message}`),
 *   signal: AbortSignal.timeout(3_600_000),
 * });
 * console.log(result.status, result.operation.result_summary);
 * ```
 *
 * Everything that fails throws a `KtrdrError`, or rejects with the reason of its signal. A failed operation is a result.
 * @module
 */
export * from "./lib/client/client.ts";
export type * from "./lib/client/resources/agent.ts";
export type * from "./lib/client/resources/backtests.ts";
export type * from "./lib/client/resources/checkpoints.ts";
export type * from "./lib/client/resources/data.ts";
export type * from "./lib/client/resources/fuzzy.ts";
export type * from "./lib/client/resources/health.ts";
export type * from "./lib/client/resources/ib.ts";
export type * from "./lib/client/resources/indicators.ts";
export type * from "./lib/client/resources/models.ts";
export type * from "./lib/client/resources/operations.ts";
export type * from "./lib/client/resources/strategies.ts";
export type * from "./lib/client/resources/workers.ts";
export * from "./lib/contract/agent.ts";
export * from "./lib/contract/backtest.ts";
export * from "./lib/contract/backtest_check.ts";
export * from "./lib/contract/checkpoint.ts";
export * from "./lib/contract/data.ts";
export * from "./lib/contract/fuzzy.ts";
export * from "./lib/contract/health.ts";
export * from "./lib/contract/ib.ts";
export * from "./lib/contract/indicator.ts";
export * from "./lib/contract/model.ts";
export * from "./lib/contract/operation.ts";
export * from "./lib/contract/server.ts";
export * from "./lib/contract/strategy.ts";
export * from "./lib/contract/training.ts";
export * from "./lib/contract/worker.ts";
export * from "./lib/errors.ts";
export * from "./lib/operations/adapters/backtest.ts";
export * from "./lib/operations/adapters/data_load.ts";
export * from "./lib/operations/adapters/dummy.ts";
export * from "./lib/operations/adapters/research.ts";
export * from "./lib/operations/adapters/resume.ts";
export * from "./lib/operations/adapters/retry.ts";
export * from "./lib/operations/adapters/training.ts";
export * from "./lib/operations/execute.ts";
export * from "./lib/operations/watch.ts";
export type * from "./lib/operations/watch_options.ts";
