import { checkpointListSchema, type CheckpointSummary } from "../../contract/checkpoint.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** `/checkpoints`. */
export class CheckpointsResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Every checkpoint, newest first: at most one for an operation. */
  async list(options: RequestOptions = {}): Promise<CheckpointSummary[]> {
    return (await this.#client.get("/checkpoints", { ...options, schema: checkpointListSchema })).data;
  }
}
