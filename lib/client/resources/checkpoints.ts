import type {
  Checkpoint,
  CheckpointCleanup,
  CheckpointDeletion,
  CheckpointStatistics,
  CheckpointSummary,
} from "../../contract/checkpoint.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** Which checkpoints to list. */
export interface CheckpointListOptions extends RequestOptions {
  /** Only those that are older than so many days. */
  olderThanDays?: number | undefined;
}

/** Which checkpoints to delete. */
export interface CheckpointCleanupOptions extends RequestOptions {
  /** Those that are older than so many days, 1 at least. The server's default is 30. */
  maxAgeDays?: number | undefined;
}

/** `/checkpoints`. Where an operation has none, `ApiError` with status 404 is thrown. */
export class CheckpointsResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** Every checkpoint, newest first: at most one for an operation. */
  async list(options: CheckpointListOptions = {}): Promise<CheckpointSummary[]> {
    const { checkpointListSchema: schema } = await import("../../contract/checkpoint.ts");
    const { olderThanDays: older_than_days, ...request } = options;
    const query = { ...request.query, older_than_days };
    return (await this.#client.get("/checkpoints", { ...request, query, schema })).data;
  }

  /** The checkpoint of an operation, with its state. */
  async get(operationId: string, options: RequestOptions = {}): Promise<Checkpoint> {
    const { checkpointResponseSchema: schema } = await import("../../contract/checkpoint.ts");
    const path = checkpointPath(operationId);
    return (await this.#client.get(path, { ...options, schema })).data;
  }

  /** Deletes the checkpoint of an operation. */
  async delete(operationId: string, options: RequestOptions = {}): Promise<CheckpointDeletion> {
    const { checkpointDeletionSchema: schema } = await import("../../contract/checkpoint.ts");
    return await this.#client.delete(checkpointPath(operationId), { ...options, schema });
  }

  /** How many there are, and how much they take. */
  async statistics(options: RequestOptions = {}): Promise<CheckpointStatistics> {
    const { checkpointStatisticsSchema: schema } = await import("../../contract/checkpoint.ts");
    return await this.#client.get("/checkpoints/stats", { ...options, schema });
  }

  /** Deletes old checkpoints, and files that belong to none. */
  async cleanUp(options: CheckpointCleanupOptions = {}): Promise<CheckpointCleanup> {
    const { checkpointCleanupSchema: schema } = await import("../../contract/checkpoint.ts");
    const { maxAgeDays: max_age_days, ...request } = options;
    const query = { ...request.query, max_age_days };
    return await this.#client.post("/checkpoints/cleanup", { ...request, query, schema });
  }
}

/** Operation ids are opaque: anything may be in them. */
function checkpointPath(operationId: string): string {
  return `/checkpoints/${pathPart(operationId)}`;
}
