import * as z from "zod/mini";
import {
  type Cancellation,
  cancelResponseSchema,
  type Operation,
  type OperationFilter,
  operationListSchema,
  operationResponseSchema,
  type OperationSummary,
  resumeResponseSchema,
  type Resumption,
} from "../../contract/operation.ts";
import { isRecord } from "../is_record.ts";
import type { EpochMetricsRow, epochMetricsSchema } from "../../contract/training.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** Which epochs to read. */
export interface MetricsOptions extends RequestOptions {
  /** The newest so many, where the server has thinned out all of them. */
  last?: number | undefined;
}

/** How to read one operation. */
export interface ReadOperationOptions extends RequestOptions {
  /** Seconds for which a server with the extension `operation_wait` may hold the answer back until something changes. */
  wait?: number | undefined;
  /** The version last seen: an answer comes at once when the operation has another one. */
  seen?: number | undefined;
}

/** How to cancel an operation. */
export interface CancelOptions extends RequestOptions {
  /** Kept by the server as the operation's error message. */
  reason?: string | undefined;
}

/** A page of operations, newest first, and how many there are in all. */
export type OperationList = z.infer<typeof operationListSchema>;

/** An operation, and its version where the server counts them. */
export interface VersionedOperation {
  operation: Operation;
  version: number | undefined;
}

/** `/operations`. */
export class OperationsResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** Operations that pass a filter, newest first: 10 of them where no limit is given. */
  async list(filter: OperationFilter = {}, options: RequestOptions = {}): Promise<OperationList> {
    const query = { ...filter, ...options.query };
    return await this.#client.get("/operations", { ...options, query, schema: operationListSchema });
  }

  /** One operation. Throws `ApiError` with status 404 where the server does not know it. */
  async get(operationId: string, options: ReadOperationOptions = {}): Promise<Operation> {
    return (await this.read(operationId, options)).operation;
  }

  /** One operation with its version. Throws `ContractError` where the answer tells no status. */
  async read(operationId: string, options: ReadOperationOptions = {}): Promise<VersionedOperation> {
    const { wait, seen, ...request } = options;
    const query = { ...request.query, wait, seen };
    const answer = await this.#client.get(operationPath(operationId), {
      ...request,
      query,
      schema: forgivingOperationSchema(operationId),
    });
    return { operation: answer.data, version: answer.version };
  }

  /** Cancels an operation. Throws `ApiError` with status 400 where it has already ended. */
  async cancel(operationId: string, options: CancelOptions = {}): Promise<Cancellation> {
    const { reason, ...request } = options;
    const answer = await this.#client.delete(operationPath(operationId), {
      ...request,
      ...(reason === undefined ? {} : { json: { reason } }),
      schema: cancelResponseSchema,
    });
    return answer.data;
  }

  /** Resumes a cancelled or failed operation from its checkpoint, under the same id. */
  async resume(operationId: string, options: RequestOptions = {}): Promise<Resumption> {
    const path = `${operationPath(operationId)}/resume`;
    return (await this.#client.post(path, { ...options, schema: resumeResponseSchema })).data;
  }

  /**
   * Makes a failed operation anew, under a new id. Throws `ApiError` with status 400 where it has not failed. A server
   * without the extension `operation_retry` only notes it down: such an operation stays pending.
   */
  async retry(operationId: string, options: RequestOptions = {}): Promise<Operation> {
    const path = `${operationPath(operationId)}/retry`;
    return (await this.#client.post(path, { ...options, schema: operationResponseSchema })).data;
  }

  /** The operations that an operation has started, in the order of their creation. */
  async children(operationId: string, options: RequestOptions = {}): Promise<OperationSummary[]> {
    const path = `${operationPath(operationId)}/children`;
    return (await this.#client.get(path, { ...options, schema: operationListSchema })).data;
  }

  /**
   * The epochs of a training so far, oldest first; empty for other operations, and for servers that keep none. Of very
   * many a server may tell some, evenly spaced: their numbers have gaps then, and `last` asks for the newest.
   */
  async metrics(operationId: string, options: MetricsOptions = {}): Promise<EpochMetricsRow[]> {
    const { last, ...rest } = options;
    const { epochMetricsSchema, operationMetricsSchema } = await import("../../contract/training.ts");
    const path = `${operationPath(operationId)}/metrics`;
    const query = last === undefined ? {} : { query: { last } };
    const answer = await this.#client.get(path, { ...rest, ...query, schema: operationMetricsSchema });
    return findEpochRows(answer.data.metrics, epochMetricsSchema);
  }
}

/** Operation ids are opaque: anything may be in them. */
function operationPath(operationId: string): string {
  return `/operations/${pathPart(operationId)}`;
}

/**
 * The rows of epochs, wherever they are: a list of rows, `[rows, cursor]`, an object that holds them, or what the
 * original server sends, `[[rows, cursor, rows, cursor, …], cursor]` with the same epochs again in each. The last row
 * of an epoch counts.
 */
function findEpochRows(metrics: unknown, rowSchema: typeof epochMetricsSchema): EpochMetricsRow[] {
  const byEpoch = new Map<number, EpochMetricsRow>();
  const collect = (value: unknown, depth: number) => {
    if (typeof value !== "object" || value === null || depth > 5) return;
    const row = rowSchema.safeParse(value);
    if (row.success) byEpoch.set(row.data.epoch, row.data);
    else Object.values(value).forEach((part) => collect(part, depth + 1));
  };
  collect(metrics, 0);
  return [...byEpoch.values()].toSorted((left, right) => left.epoch - right.epoch);
}

/** The answer to `GET /operations/{id}`. */
type OperationAnswer = z.infer<typeof operationResponseSchema>;

/**
 * Reads the answer to `GET /operations/{id}` as long as it tells a status: whoever follows an operation must not lose it
 * over a date that is a number. Other fields that break the contract are read as if they were missing.
 */
export function forgivingOperationSchema(operationId: string): z.ZodMiniType<OperationAnswer> {
  return z.pipe(z.transform((body) => mend(body, operationId)), operationResponseSchema);
}

/** A body without what breaks the contract, if that is not the status; else the body as it is. */
function mend(body: unknown, operationId: string): unknown {
  if (!isRecord(body) || !isRecord(body.data) || typeof body.data.status !== "string") return body;
  const result = operationResponseSchema.safeParse(body, { jitless: true });
  if (result.success) return body;
  const data: Record<string, unknown> = { ...body.data };
  for (const { path: [part, field] } of result.error.issues) {
    if (part === "data" && typeof field === "string") data[field] = null;
  }
  const id = typeof data.operation_id === "string" ? data.operation_id : operationId;
  const version = typeof body.version === "number" ? { version: body.version } : {};
  return { success: body.success === true, data: { ...data, operation_id: id }, ...version };
}
