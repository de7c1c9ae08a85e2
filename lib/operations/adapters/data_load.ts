import type { ApiClient } from "../../client/api_client.ts";
import { operationStartResponseSchema } from "../../contract/backtest.ts";
import type { DataLoadRequest } from "../../contract/data.ts";
import { findNewest } from "../lookup/find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { agrees, definedFields, parseStart } from "./start_response.ts";

/** Starts loading bars from a broker. */
export class DataLoadAdapter implements OperationAdapter {
  readonly type = "data_load";
  readonly startEndpoint = "/data/acquire/download";
  readonly #request: DataLoadRequest;

  constructor(request: DataLoadRequest) {
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
    const { symbol, timeframe } = this.#request;
    return findNewest(client, {
      ...lost,
      type: this.type,
      matches: ({ metadata }) => agrees(metadata, { symbol, timeframe }),
    });
  }
}
