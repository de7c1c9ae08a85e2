import { type BacktestDetails, backtestDetailsSchema } from "../../contract/backtest.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** `/backtests`. */
export class BacktestsResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Trades and equity curve of a completed backtest, where the server has the extension `backtest_details`. */
  async details(operationId: string, options: RequestOptions = {}): Promise<BacktestDetails> {
    const path = `/backtests/${pathPart(operationId)}`;
    return (await this.#client.get(path, { ...options, schema: backtestDetailsSchema })).data;
  }
}
