import type { ApiClient } from "../client/api_client.ts";
import type { Operation, OperationType } from "../contract/operation.ts";
import type { LostStart } from "./operation_adapter.ts";

/** Which operation to look for. */
export interface NewestOptions extends LostStart {
  type: OperationType;
  /** Whether a candidate is the one. */
  matches: (operation: Operation) => boolean;
}

/** How far the clocks of client and server may differ, in milliseconds. */
const clockSkew = 10_000;

/** The id of the newest operation of a type that was created since a start and matches; undefined where there is none. */
export async function findNewest(client: ApiClient, options: NewestOptions): Promise<string | undefined> {
  const { signal, since } = options;
  const filter = { operation_type: options.type, limit: 10 };
  const { data } = await client.operations.list(filter, { signal, retries: 0 });
  for (const row of data) {
    if (timeOf(row.created_at) < since - clockSkew) continue;
    const operation = await client.operations.get(row.operation_id, { signal, retries: 0 });
    if (options.matches(operation)) return row.operation_id;
  }
  return undefined;
}

/** Milliseconds since the epoch. Times without a zone mean UTC; a time that cannot be read is long ago. */
function timeOf(text: string | null): number {
  if (text === null) return -Infinity;
  const time = Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? -Infinity : time;
}
