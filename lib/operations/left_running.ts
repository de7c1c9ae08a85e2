import { ExitCode, InterruptedError, TimeoutError } from "../errors.ts";
import type { OperationAdapter } from "./operation_adapter.ts";

/** The error for an operation that was left while it runs. The exit code is that of `reason`, or that of Ctrl+C. */
export function leftRunning(operationId: string, reason: unknown): InterruptedError {
  return new InterruptedError(`Left operation "${operationId}" while it is still running`, {
    ...exitCodeOf(reason),
    hint: `Look again with: ktrdr operation follow ${operationId}`,
    details: { operation_id: operationId },
    cause: reason,
  });
}

/** The error for an operation that was left after its end, while its result was read. Exit code as above. */
export function leftUnread(operationId: string, reason: unknown): InterruptedError {
  return new InterruptedError(`Operation "${operationId}" has completed, but its result was not read`, {
    ...exitCodeOf(reason),
    hint: `Read it with: ktrdr operation follow ${operationId}`,
    details: { operation_id: operationId },
    cause: reason,
  });
}

/** The error for an operation that outlived the time it was watched for, in milliseconds (exit code 124). */
export function stillRunning(operationId: string, timeout: number): TimeoutError {
  return new TimeoutError(`Operation "${operationId}" is still running after ${timeout / 1_000} s`, {
    exitCode: ExitCode.timeout,
    hint: `Look again with: ktrdr operation follow ${operationId}`,
    details: { operation_id: operationId },
  });
}

/** The error for a time that was over, in milliseconds, before the server had told of the operation (exit code 124). */
export function neverSeen(operationId: string, timeout: number): TimeoutError {
  return new TimeoutError(
    `The server did not tell of operation "${operationId}" within ${timeout / 1_000} s`,
    {
      exitCode: ExitCode.timeout,
      hint: `Look again with: ktrdr operation follow ${operationId}`,
      details: { operation_id: operationId },
    },
  );
}

/** The error for a time limit, whose reason is given, that was over before a start was sent (exit code 124). */
export function notStarted(reason: unknown): TimeoutError {
  const message = reason instanceof Error ? reason.message : String(reason);
  return new TimeoutError(`Nothing was started: ${message}`, { exitCode: ExitCode.timeout, cause: reason });
}

/** The error for a start that was left before its answer came. */
export function leftStarting(adapter: OperationAdapter, reason: unknown): InterruptedError {
  const message = `Left while the ${adapter.type} operation was being started; it may have started`;
  return new InterruptedError(message, { ...exitCodeOf(reason), ...whereToLook(adapter), cause: reason });
}

/** The error for a start that had no usable answer, for a reason, when the time was over (exit code 124). */
export function stillStarting(adapter: OperationAdapter, reason: unknown): TimeoutError {
  const message = describeLostStart(adapter, reason instanceof Error ? reason.message : String(reason));
  return new TimeoutError(message, { exitCode: ExitCode.timeout, ...whereToLook(adapter), cause: reason });
}

/** What is said of a start whose answer did not come. */
export function describeLostStart({ type }: OperationAdapter, reason: string): string {
  return `The ${type} operation may have started, but its answer was lost: ${reason}`;
}

/** The hint and the details of an error for an operation that may have started. */
export function whereToLook(
  { type, operationId }: OperationAdapter,
): { hint: string; details: Record<string, string> } {
  if (operationId === undefined) {
    return { hint: "Look with: ktrdr operation list", details: { operation_type: type } };
  }
  return {
    hint: `Look with: ktrdr operation status ${operationId}`,
    details: { operation_type: type, operation_id: operationId },
  };
}

function exitCodeOf(reason: unknown): Pick<InterruptedError, "exitCode"> | undefined {
  return reason instanceof InterruptedError ? { exitCode: reason.exitCode } : undefined;
}
