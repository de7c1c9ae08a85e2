import type { ApiClient } from "../client/api_client.ts";

/** What to wait for, and how long at most. */
interface BoundedWait {
  promise: Promise<unknown>;
  milliseconds: number;
}

/** Whether a promise settles within a time, by the client's clock. Never rejects for the promise's sake. */
export async function settlesWithin(client: ApiClient, wait: BoundedWait): Promise<boolean> {
  const settled = new AbortController();
  const limit = client.delay(wait.milliseconds, { signal: settled.signal }).then(() => false, () => false);
  const result = await Promise.race([wait.promise.then(() => true, () => true), limit]);
  settled.abort();
  await limit;
  return result;
}
