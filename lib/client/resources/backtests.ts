import type * as z from "zod/v4/core";
import type { BacktestDetails, backtestListSchema } from "../../contract/backtest.ts";
import type { BacktestCheck, BacktestCheckRequest } from "../../contract/backtest_check.ts";
import type { OperationStatus } from "../../contract/words/operation_words.ts";
import type { HealthResource } from "./health.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** Which backtests to list. */
export interface ListBacktestsOptions extends RequestOptions {
  status?: OperationStatus | undefined;
  /** 1–1000. */
  limit?: number | undefined;
}

/** A list of backtests, newest first; `total_count` counts all that match. */
export type BacktestList = z.infer<typeof backtestListSchema>;

/** `/backtests`. */
export class BacktestsResource {
  readonly #client: RequestClient;
  readonly #health: HealthResource;

  constructor(client: RequestClient, health: HealthResource) {
    this.#client = client;
    this.#health = health;
  }

  /** Backtests, newest first: from a server with the extension `backtest_details` with strategy, model and metrics. */
  async list(options: ListBacktestsOptions = {}): Promise<BacktestList> {
    const { status, limit, ...request } = options;
    const { backtestListSchema: schema } = await import("../../contract/backtest.ts");
    const { signal, timeout } = request;
    const isTold = await this.#health.supports("backtest_details", { signal, timeout });
    const query = { ...request.query, status, limit };
    return await this.#client.get(isTold ? "/backtests" : "/operations", {
      ...request,
      query: isTold ? query : { ...query, operation_type: "backtesting" },
      schema,
    });
  }

  /** Trades and equity curve of a completed backtest, where the server has the extension `backtest_details`. */
  async details(operationId: string, options: RequestOptions = {}): Promise<BacktestDetails> {
    const { backtestDetailsSchema: schema } = await import("../../contract/backtest.ts");
    const path = `/backtests/${pathPart(operationId)}`;
    return (await this.#client.get(path, { ...options, schema })).data;
  }

  /** Checks the features of a strategy for look-ahead, where the server has the extension `backtest_check`. */
  async check(request: BacktestCheckRequest, options: RequestOptions = {}): Promise<BacktestCheck> {
    const { backtestCheckResponseSchema: schema } = await import("../../contract/backtest_check.ts");
    const sent = { ...options, json: request, schema };
    return (await this.#client.post("/backtests/check", sent)).data;
  }
}
