import type { ApiClient } from "../../client/api_client.ts";
import type { Operation, OperationType } from "../../contract/operation.ts";
import { isNotFound } from "../polling/not_found_grace.ts";
import type { LostStart } from "../operation_adapter.ts";
import { timeOf } from "./time_of.ts";
import { listRunningIds, listStoppedIds } from "./unlisted_operations.ts";

/** Which operation to look for. */
interface NewestOptions extends LostStart {
  type: OperationType;
  /** Whether the server gives such operations to workers: it may list them only once somebody has asked for them. */
  runsInWorker?: boolean | undefined;
  /** Whether a candidate is the one. */
  matches: (operation: Operation) => boolean | Promise<boolean>;
}

/** How far the clocks of client and server may differ where the server does not tell its time. Milliseconds. */
const clockSkew = 10_000;
/** The server tells its time in whole seconds. Milliseconds. */
const clockPrecision = 1_000;
/** A start cannot be longer ago when it is looked for: anything more is a clock that was set. Milliseconds. */
const longestAgo = 300_000;

/**
 * The id of the one operation of a type that was created since a start and matches; undefined where there is none, or
 * more than one: nobody can tell then which is ours, and to cancel somebody else's would be worse than to lose sight.
 */
export async function findNewest(client: ApiClient, options: NewestOptions): Promise<string | undefined> {
  const { signal, type } = options;
  const request = { signal, retries: 0 };
  const { data } = await client.operations.list({ operation_type: type, limit: 10 }, request);
  const earliest = earliestOnServer(client, options.since);
  const ids = new Set(
    data.filter((row) => timeOf(row.created_at) >= earliest).map((row) => row.operation_id),
  );
  const hidden = { type, request, after: earliest };
  if (options.runsInWorker) await addHidden(ids, () => listRunningIds(client, hidden), signal);
  const stopped = new Set<string>();
  // It may have been cancelled already, by somebody else.
  if (options.runsInWorker && ids.size === 0) {
    await addHidden(stopped, () => listStoppedIds(client, hidden), signal);
  }
  const found: string[] = [];
  for (const id of [...ids, ...stopped]) {
    const operation = await readIfThere(client, id, request);
    if (operation === undefined || timeOf(operation.created_at) < earliest) continue;
    if (stopped.has(id) && operation.operation_type !== type) continue;
    if (await options.matches(operation)) found.push(id);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The earliest moment by the server's clock, in milliseconds, that may be `since` by ours. */
export function earliestOnServer(client: ApiClient, since: number): number {
  const now = client.now();
  const ago = Math.min(Math.max(now - since, 0), longestAgo);
  const lead = client.serverClockLead;
  return lead === undefined ? now - ago - clockSkew : now + lead - ago - clockPrecision;
}

/** Adds ids that the server does not list, where it tells of them. */
async function addHidden(
  ids: Set<string>,
  list: () => Promise<string[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    for (const id of await list()) ids.add(id);
  } catch {
    signal?.throwIfAborted();
  }
}

async function readIfThere(
  client: ApiClient,
  id: string,
  request: { signal: AbortSignal | undefined; retries: number },
): Promise<Operation | undefined> {
  try {
    return await client.operations.get(id, request);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
