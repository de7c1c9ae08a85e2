import { isPassing } from "../../client/retry.ts";
import { ApiError, ContractError, ExitCode } from "../../errors.ts";

/**
 * Whether a poll that failed like this says nothing about the operation: connection lost, no answer in time, 5xx, 429,
 * a body that is broken or no JSON, or the server's own fault reported as 400.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof ContractError || isPassing(error)) return true;
  if (!(error instanceof ApiError)) return false;
  const isInternal = error.status === 400 && error.code?.startsWith("OPERATIONS-") === true;
  return isInternal || error.status === 200;
}

/**
 * The error for an operation that was started, or seen, and that the server no longer shows. It may run on, which the
 * exit code and the hint say; only credentials and a 404 keep their own code.
 */
export function lostSight(error: ApiError, operationId: string): ApiError {
  const { status, code, retryable, details } = error;
  const isTelling = status === 401 || status === 403 || status === 404;
  const look = `ktrdr operation follow ${operationId}`;
  return new ApiError(error.message, {
    status,
    code,
    retryable,
    exitCode: isTelling ? error.exitCode : ExitCode.unreachable,
    hint: error.hint === undefined
      ? `It may still run; look again with: ${look}`
      : `${error.hint}, then: ${look}`,
    details: { ...details, operation_id: operationId },
    cause: error,
  });
}
