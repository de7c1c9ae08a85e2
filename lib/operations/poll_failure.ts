import { isPassing } from "../client/retry.ts";
import { ApiError, ContractError } from "../errors.ts";

/**
 * Whether a poll that failed like this says nothing about the operation: connection lost, no answer in time, 5xx, 429,
 * a body that is broken or no JSON, or the server's own fault reported as 400.
 */
export function isRiddenOut(error: unknown): boolean {
  if (error instanceof ContractError || isPassing(error)) return true;
  if (!(error instanceof ApiError)) return false;
  const isInternal = error.status === 400 && error.code?.startsWith("OPERATIONS-") === true;
  return isInternal || error.status === 200;
}

/** Whether the server says that it does not know the operation. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
