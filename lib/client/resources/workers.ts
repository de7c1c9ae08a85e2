import { type Worker, workerListSchema } from "../../contract/worker.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** `/workers`. */
export class WorkersResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Every registered worker. */
  async list(options: RequestOptions = {}): Promise<Worker[]> {
    return await this.#client.get("/workers", { ...options, schema: workerListSchema });
  }
}
