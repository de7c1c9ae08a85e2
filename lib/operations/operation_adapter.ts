import type { ApiClient } from "../client/api_client.ts";
import type { OperationType } from "../contract/operation.ts";

/** What is known about a start whose answer was lost. */
export interface LostStart {
  /** When the start was sent, in milliseconds since the epoch, by the client's clock. */
  since: number;
  signal?: AbortSignal | undefined;
}

/** How one kind of operation is started. */
export interface OperationAdapter {
  readonly type: OperationType;
  /** Below the base URL, with a leading slash. */
  readonly startEndpoint: string;
  /** The id that the operation will have, where the client knows it before. */
  readonly operationId?: string | undefined;
  /** The body of the start; sent without a body where it is empty. */
  startPayload(): Record<string, unknown>;
  /** The operation's id in the answer to the start. Throws `ContractError` where there is none. */
  parseStartResponse(body: unknown): string;
  /**
   * Looks once for the operation of a start whose answer was lost; undefined where the server does not have it.
   * Without this method such an operation is given up.
   */
  findStarted?(client: ApiClient, lost: LostStart): Promise<string | undefined>;
}
