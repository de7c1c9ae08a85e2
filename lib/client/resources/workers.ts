import {
  type Worker,
  workerListSchema,
  workerSchema,
  type WorkerStatus,
  type WorkerType,
} from "../../contract/worker.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** Which workers to list. */
export interface WorkerListOptions extends RequestOptions {
  type?: WorkerType | undefined;
  status?: WorkerStatus | undefined;
}

/** `/workers`. */
export class WorkersResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** The registered workers: all, or those of a type or status. */
  async list(options: WorkerListOptions = {}): Promise<Worker[]> {
    const { type: worker_type, status, ...request } = options;
    const query = { ...request.query, worker_type, status };
    return await this.#client.get("/workers", { ...request, query, schema: workerListSchema });
  }

  /** One worker. Throws `ApiError` with status 404 where none is registered under that id. */
  async get(workerId: string, options: RequestOptions = {}): Promise<Worker> {
    return await this.#client.get(`/workers/${pathPart(workerId)}`, { ...options, schema: workerSchema });
  }
}
