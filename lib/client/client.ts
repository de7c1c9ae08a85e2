import { executeOperation, type OperationResult } from "../operations/execute.ts";
import type { EndedOperation, ExecuteOptions, WatchOptions } from "../operations/watch_options.ts";
import type { OperationAdapter } from "../operations/operation_adapter.ts";
import { watch } from "../operations/watch.ts";
import { ApiClient } from "./api_client.ts";

export { ApiClient } from "./api_client.ts";
export type { BodyRequestOptions, KtrdrClientOptions, RequestOptions, WithSchema } from "./client_options.ts";
export type { RetryNotice } from "./http.ts";
export type { Query } from "./request_url.ts";
export type { BackoffOptions } from "./retry.ts";

/**
 * A client of one KTRDR API: requests, resources, and operations from start to end.
 *
 * ```ts
 * import { KtrdrClient } from "@ktrdr/ktrdr";
 *
 * await using client = new KtrdrClient({ baseUrl: "http://localhost:8000/api/v1" });
 * const { data: [newest] } = await client.operations.list({ limit: 1 });
 * const operation = await client.watch(newest.operation_id);
 * console.log(operation.status);
 * ```
 */
export class KtrdrClient extends ApiClient {
  /** Starts an operation and watches it until it has ended. See {@linkcode executeOperation}. */
  executeOperation(adapter: OperationAdapter, options: ExecuteOptions = {}): Promise<OperationResult> {
    return executeOperation(this, adapter, options);
  }

  /** Watches an operation until it has ended. See {@linkcode watch}. */
  watch(operationId: string, options: WatchOptions = {}): Promise<EndedOperation> {
    return watch(this, operationId, options);
  }
}
