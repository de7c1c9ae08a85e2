/**
 * The operations that a server has, those among them that it does not list.
 * @module
 */
import type { KtrdrClient } from "../../../lib/client/client.ts";
import type { OperationType } from "../../../lib/contract/words/operation_words.ts";
import { timeOf } from "../../../lib/operations/lookup/time_of.ts";
import { listUnlistedIds, readUnlisted } from "../../../lib/operations/lookup/unlisted_operations.ts";

/** As many as a server tells at a time. */
const pageSize = 1000;
/** A server that lists its operations misses but a few. */
const mostUnlisted = 20;

/** The ids of all operations, the newest first. */
export async function listOperationIds(client: KtrdrClient): Promise<string[]> {
  const [listed, unlisted] = await Promise.all([listPages(client), listUnlistedIds(client)]);
  return [...new Set([...listed, ...unlisted])];
}

async function listPages(client: KtrdrClient): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = 0;; offset += pageSize) {
    const { data, total_count } = await client.operations.list({ limit: pageSize, offset });
    ids.push(...data.map(({ operation_id }) => operation_id));
    if (data.length < pageSize || offset + pageSize >= total_count) return ids;
  }
}

/** The operation, of a type or of any, that was made last. */
export interface NewestOperation {
  id: string;
  /** Such as "training". */
  type: string;
  status: string;
}

/** The operation, of a type or of any, that was made last; undefined where there is none. */
export async function findNewestOperation(
  client: KtrdrClient,
  type: OperationType | undefined,
): Promise<NewestOperation | undefined> {
  const { data: [newest] } = await client.operations.list({ operation_type: type, limit: 1 });
  const unlisted = await readUnlisted(client, {
    known: new Set(newest === undefined ? [] : [newest.operation_id]),
    type,
    after: newest === undefined ? undefined : timeOf(newest.created_at),
    limit: mostUnlisted,
  });
  const [last] = [...(newest === undefined ? [] : [newest]), ...unlisted]
    .toSorted((left, right) => timeOf(right.created_at) - timeOf(left.created_at));
  return last && { id: last.operation_id, type: last.operation_type, status: last.status };
}
