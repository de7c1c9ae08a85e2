import type { ApiClient } from "../../client/api_client.ts";
import { isTerminal, type OperationType, resumeResponseSchema } from "../../contract/operation.ts";
import { earliestOnServer } from "../lookup/find_newest.ts";
import { timeOf } from "../lookup/time_of.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { parseStart } from "./start_response.ts";
import { pathPart } from "../../client/path_part.ts";

/** What is known of the operation to resume. */
export interface ResumeAdapterOptions {
  /** Default: training. */
  type?: OperationType | undefined;
}

/** Resumes a cancelled or failed operation from its checkpoint: it runs on under the same id. */
export class ResumeAdapter implements OperationAdapter {
  readonly type: OperationType;
  readonly startEndpoint: string;
  readonly operationId: string;

  constructor(operationId: string, options: ResumeAdapterOptions = {}) {
    this.type = options.type ?? "training";
    this.startEndpoint = `/operations/${pathPart(operationId)}/resume`;
    this.operationId = operationId;
  }

  startPayload(): Record<string, unknown> {
    return {};
  }

  parseStartResponse(body: unknown): string {
    return parseStart(body, { endpoint: this.startEndpoint, schema: resumeResponseSchema }).data.operation_id;
  }

  /**
   * A resume gives the operation a new start: it arrived if that is not older than the request, and the operation runs or
   * has completed. One that another command has under way is not ours, nor ours to cancel.
   */
  async findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    const request = { signal: lost.signal, retries: 0 };
    const { status, started_at: start } = await client.operations.get(this.operationId, request);
    const isResumed = timeOf(start ?? null) >= earliestOnServer(client, lost.since);
    const goesOn = status === "completed" || !isTerminal(status);
    return isResumed && goesOn ? this.operationId : undefined;
  }
}
