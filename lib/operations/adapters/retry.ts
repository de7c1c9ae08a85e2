import type { ApiClient } from "../../client/api_client.ts";
import { pathPart } from "../../client/path_part.ts";
import { operationResponseSchema, type OperationType } from "../../contract/operation.ts";
import { findNewest } from "../find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { parseStart } from "./start_response.ts";

/** The failed operation to retry. */
export interface RetriedOperation {
  operationId: string;
  type: OperationType;
}

/** Runs a failed operation again from its start, under a new id; needs the extension `operation_retry`. */
export class RetryAdapter implements OperationAdapter {
  readonly type: OperationType;
  readonly startEndpoint: string;

  constructor(retried: RetriedOperation) {
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

  /** Ids of retried operations say so. */
  findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    const matches = ({ operation_id }: { operation_id: string }) => operation_id.startsWith("op_retry_");
    return findNewest(client, { ...lost, type: this.type, matches });
  }
}
