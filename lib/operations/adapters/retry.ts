import type { ApiClient } from "../../client/api_client.ts";
import { pathPart } from "../../client/path_part.ts";
import { type Operation, operationResponseSchema, type OperationType } from "../../contract/operation.ts";
import { findNewest } from "../lookup/find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { agrees, parseStart } from "./start_response.ts";

/** The failed operation to retry. */
export interface RetriedOperation {
  operationId: string;
  type: OperationType;
}

/** Runs a failed operation again from its start, under a new id; needs the extension `operation_retry`. */
export class RetryAdapter implements OperationAdapter {
  readonly type: OperationType;
  readonly startEndpoint: string;
  readonly #retriedId: string;

  constructor(retried: RetriedOperation) {
    this.#retriedId = retried.operationId;
    this.type = retried.type;
    this.startEndpoint = `/operations/${pathPart(retried.operationId)}/retry`;
  }

  startPayload(): Record<string, unknown> {
    return {};
  }

  parseStartResponse(body: unknown): string {
    const schema = operationResponseSchema;
    return parseStart(body, { endpoint: this.startEndpoint, schema }).data.operation_id;
  }

  /** Ids of retried operations say so; which one was retried only what they do can tell. */
  findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    return findNewest(client, {
      ...lost,
      type: this.type,
      matches: async (operation) => {
        if (!operation.operation_id.startsWith("op_retry_")) return false;
        const request = { signal: lost.signal, retries: 0 };
        return isAlike(operation, await client.operations.get(this.#retriedId, request));
      },
    });
  }
}

/** Whether two operations do the same, as far as their metadata tells. */
function isAlike({ metadata }: Operation, retried: Operation): boolean {
  const { parameters, ...known } = retried.metadata ?? {};
  // Another worker may have got it.
  const wanted = { ...Object(parameters), worker_id: undefined };
  return agrees(metadata, known) && agrees(metadata?.parameters, wanted);
}
