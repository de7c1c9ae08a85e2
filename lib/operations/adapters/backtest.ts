import type { ApiClient } from "../../client/api_client.ts";
import { type BacktestStartRequest, operationStartResponseSchema } from "../../contract/backtest.ts";
import type { Operation } from "../../contract/operation.ts";
import { findNewest } from "../find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { definedFields, parseStart } from "./start_response.ts";

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
      matches: (operation) => this.#isOurs(operation),
    });
  }

  /** Whether an operation has our strategy, symbol and timeframe, as far as its metadata tells. */
  #isOurs(operation: Operation): boolean {
    const metadata = operation.metadata ?? {};
    const parameters = metadata.parameters;
    const strategy = typeof parameters === "object" && parameters !== null && "strategy_name" in parameters
      ? parameters.strategy_name
      : undefined;
    const { strategy_name, symbol, timeframe } = this.#request;
    return agrees(strategy, strategy_name) && agrees(metadata.symbol, symbol) &&
      agrees(metadata.timeframe, timeframe);
  }
}

/** Whether two values do not contradict each other. */
function agrees(told: unknown, sent: string | null | undefined): boolean {
  return told === undefined || told === null || sent === undefined || sent === null || told === sent;
}
