/**
 * The operations that a server has. Some servers list an operation of a worker only once somebody has asked for it, but
 * they tell what each worker is busy with.
 * @module
 */
import type { KtrdrClient } from "../../lib/client/client.ts";
import type { OperationType } from "../../lib/contract/operation_words.ts";
import { ApiError, ContractError } from "../../lib/errors.ts";
import { timeOf } from "../../lib/operations/find_newest.ts";

/** As many as a server tells at a time. */
const pageSize = 1000;

/** The ids of all operations, the newest first. */
export async function listOperationIds(client: KtrdrClient): Promise<string[]> {
  const [listed, running] = await Promise.all([listPages(client), listRunningIds(client, undefined)]);
  return [...new Set([...listed, ...running])];
}

async function listPages(client: KtrdrClient): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = 0;; offset += pageSize) {
    const { data, total_count } = await client.operations.list({ limit: pageSize, offset });
    ids.push(...data.map(({ operation_id }) => operation_id));
    if (data.length < pageSize || offset + pageSize >= total_count) return ids;
  }
}

/** The id of the operation, of a type or of any, that was made last; undefined where there is none. */
export async function findNewestOperation(
  client: KtrdrClient,
  type: OperationType | undefined,
): Promise<string | undefined> {
  const [{ data }, running] = await Promise.all([
    client.operations.list({ operation_type: type, limit: 1 }),
    listRunningIds(client, type),
  ]);
  const newest = data.map(({ operation_id: id, created_at }) => ({ id, createdAt: created_at }));
  const unlisted = running.filter((id) => id !== newest[0]?.id);
  for (const id of unlisted) {
    const operation = await client.operations.get(id).catch(ignoreRefusal);
    const isMeant = operation !== undefined && (type === undefined || operation.operation_type === type);
    if (isMeant) newest.push({ id, createdAt: operation.created_at });
  }
  return newest.toSorted((left, right) => timeOf(right.createdAt) - timeOf(left.createdAt))[0]?.id;
}

/** What workers, of a type or of any, are busy with; empty where the server does not say. */
async function listRunningIds(client: KtrdrClient, type: OperationType | undefined): Promise<string[]> {
  const workers = await client.workers.list().catch(ignoreRefusal) ?? [];
  return workers.filter((worker) => type === undefined || worker.worker_type === type)
    .map((worker) => worker.current_operation_id)
    .filter((id) => typeof id === "string");
}

/** The server may answer such a question or not. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof ApiError || error instanceof ContractError)) throw error;
}
