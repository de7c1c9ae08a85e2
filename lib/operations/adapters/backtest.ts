import type { ApiClient } from "../../client/api_client.ts";
import { type BacktestStartRequest, operationStartResponseSchema } from "../../contract/backtest.ts";
import type { Operation } from "../../contract/operation.ts";
import { findNewest } from "../lookup/find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { agrees, definedFields, parseStart } from "./start_response.ts";

/** Starts backtests. */
export class BacktestAdapter implements OperationAdapter {
  readonly type = "backtesting";
  readonly startEndpoint = "/backtests/start";
  readonly #request: BacktestStartRequest;

  constructor(request: BacktestStartRequest) {
    this.#request = request;
  }

  startPayload(): Record<string, unknown> {
    return definedFields(this.#request);
  }

  parseStartResponse(body: unknown): string {
    return parseStart(body, { endpoint: this.startEndpoint, schema: operationStartResponseSchema })
      .operation_id;
  }

  findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    return findNewest(client, {
      ...lost,
      type: this.type,
      runsInWorker: true,
      matches: (operation) => this.#isOurs(operation),
    });
  }

  /** Whether an operation has what we asked for, as far as its metadata tells. */
  #isOurs(operation: Operation): boolean {
    const metadata = operation.metadata ?? {};
    const { parameters } = metadata;
    const { strategy_name, symbol, timeframe, initial_capital, commission, slippage } = this.#request;
    return agrees(metadata, { symbol, timeframe }) &&
      agrees(parameters, { strategy_name, initial_capital, commission, slippage });
  }
}
