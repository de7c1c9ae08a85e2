import type { ApiClient } from "../client/api_client.ts";
import type { ResearchCancellation } from "../contract/agent.ts";
import { ApiError, ExitCode, KtrdrError, UsageError } from "../errors.ts";

/** A research that was cancelled, and what the server says of it. */
type CancelledResearch = ResearchCancellation & { operation_id: string };

/**
 * Cancels a research; without an id the one that is active. Throws `KtrdrError` (exit code 5) where none is, and
 * `UsageError` where several are.
 */
export async function cancelResearch(
  client: ApiClient,
  operationId: string | undefined,
): Promise<CancelledResearch> {
  const id = operationId ?? onlyOf(await listActive(client));
  try {
    return { ...await client.agent.cancel(id), operation_id: id };
  } catch (error) {
    // An older server has one research at a time and takes no id, so that must be the one that is meant.
    if (!isUnknownRoute(error) || !(await listActive(client)).includes(id)) throw error;
    return { ...await client.agent.cancel(undefined), operation_id: id };
  }
}

async function listActive(client: ApiClient): Promise<string[]> {
  return (await client.agent.status()).active_researches.map(({ operation_id }) => operation_id);
}

function onlyOf(ids: readonly string[]): string {
  if (ids.length === 1) return ids[0];
  if (ids.length === 0) {
    throw new KtrdrError("No research is active", { exitCode: ExitCode.notFound });
  }
  throw new UsageError(`${ids.length} researches are active, expected the id of one: ${ids.join(", ")}`);
}

/** A server that has the route names the reason for its 404. */
function isUnknownRoute(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 405) &&
    error.code === undefined;
}
