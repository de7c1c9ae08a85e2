/**
 * Operations that a server has and does not list. Some servers forget a cancelled operation until somebody asks for it, and
 * what a worker does until then, too; but they tell what each worker is busy with, and what can be resumed.
 * @module
 */
import type { ApiClient } from "../../client/api_client.ts";
import type { RequestOptions } from "../../client/client_options.ts";
import type { Operation } from "../../contract/operation.ts";
import type { OperationType } from "../../contract/words/operation_words.ts";
import { ApiError, ContractError } from "../../errors.ts";
import { timeOf } from "./time_of.ts";

/** Which operations are looked for. */
interface UnlistedOptions {
  /** Ids that are known already. */
  known: ReadonlySet<string>;
  type?: OperationType | undefined;
  /** Only those that were active after this moment, in milliseconds since the epoch. Default: all. */
  after?: number | undefined;
  /** The most that are read, those that were active last. */
  limit: number;
  /** The ids of what can be resumed, where that is known already. */
  stopped?: readonly string[] | undefined;
  request?: RequestOptions | undefined;
}

/** The operations that workers are busy with or that can be resumed, and that are not known yet. Each is read. */
export async function readUnlisted(client: ApiClient, options: UnlistedOptions): Promise<Operation[]> {
  const { known, type, request = {} } = options;
  const [running, stopped] = await Promise.all([
    listRunningIds(client, { type, request }),
    options.stopped ?? listStoppedIds(client, { after: options.after, request }),
  ]);
  const ids = [...new Set([...running, ...stopped])].filter((id) => !known.has(id)).slice(0, options.limit);
  const operations = await Promise.all(
    ids.map((id) => client.operations.get(id, request).catch(ignoreRefusal)),
  );
  return operations.filter((operation) => operation !== undefined)
    .filter(({ operation_type: other }) => type === undefined || other === type);
}

/** How long an answer is awaited that does not matter. Milliseconds. */
const recallTimeout = 5_000;

/** Reads an operation that was cancelled, since some servers list it again only then. What comes of it does not matter. */
export async function recallOperation(client: ApiClient, operationId: string): Promise<void> {
  await client.operations.get(operationId, { retries: 0, timeout: recallTimeout }).catch(() => undefined);
}

/** What workers are busy with and what can be resumed, without a look at each. */
export async function listUnlistedIds(client: ApiClient, request: RequestOptions = {}): Promise<string[]> {
  const [running, stopped] = await Promise.all([
    listRunningIds(client, { type: undefined, request }),
    listStoppedIds(client, { after: undefined, request }),
  ]);
  return [...running, ...stopped];
}

/** What workers, of a type or of any, are busy with; empty where the server does not say. */
export async function listRunningIds(
  client: ApiClient,
  { type, request }: { type: OperationType | undefined; request: RequestOptions },
): Promise<string[]> {
  const workers = await client.workers.list(request).catch(ignoreRefusal) ?? [];
  return workers.filter((worker) => type === undefined || worker.worker_type === type)
    .map((worker) => worker.current_operation_id)
    .filter((id) => typeof id === "string");
}

/** The ids of operations with a checkpoint that was made after a moment, the newest first; empty where the server does not say. */
export async function listStoppedIds(
  client: ApiClient,
  { after = -Infinity, request }: { after: number | undefined; request: RequestOptions },
): Promise<string[]> {
  const checkpoints = await client.checkpoints.list(request).catch(ignoreRefusal) ?? [];
  return checkpoints.map(({ operation_id: id, created_at }) => ({ id, at: timeOf(created_at ?? null) }))
    .filter(({ at }) => at >= after)
    .toSorted((left, right) => right.at - left.at)
    .map(({ id }) => id);
}

/** The server may answer such a question or not. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof ApiError || error instanceof ContractError)) throw error;
}
