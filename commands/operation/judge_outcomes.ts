import type { Operation } from "../../lib/contract/operation.ts";
import {
  ExitCode,
  type ExitCodeValue,
  InterruptedError,
  type KtrdrError,
  OperationFailedError,
  TimeoutError,
} from "../../lib/errors.ts";
import type { EndedOperation } from "../../lib/operations/watch_options.ts";
import { failureOf } from "./run/show_outcome.ts";

/** What several operations come to. */
interface Judgement {
  exitCode: ExitCodeValue;
  /** What there is to say of it beside what became of each operation. */
  error?: KtrdrError | undefined;
}

/** Whether an error says that an operation was left while it runs: the user, or the time, ended the wait. */
export function saysLeft(error: KtrdrError): boolean {
  return error instanceof InterruptedError ||
    (error instanceof TimeoutError && error.exitCode === ExitCode.timeout);
}

/**
 * What several operations come to: left running, a failed one, one that was lost, a cancelled one, or all completed, in
 * this order. Where one decided, it alone counts.
 */
export function judgeOutcomes(
  all: readonly FollowedOperation[],
  decisive: FollowedOperation | undefined,
): Judgement {
  const judged = decisive === undefined ? all : [decisive];
  const lost = judged.filter((followed) => followed.kind === "lost");
  const left = lost.filter(({ error }) => saysLeft(error));
  if (left.length > 0) return judgeLeft(left, all.length);
  const failed = judged.flatMap(({ kind, seen }) =>
    kind === "ended" && seen.status === "failed" ? [seen] : []
  );
  if (failed.length > 0) {
    const error = decisive === undefined
      ? new OperationFailedError(`${failed.length} of ${all.length} operations failed`)
      : failureOf(failed[0]);
    return { exitCode: ExitCode.failure, error };
  }
  if (lost.length > 0) return { exitCode: lost[0].error.exitCode, error: lost[0].error };
  const isCancelled = judged.some(({ seen }) => seen?.status === "cancelled");
  return { exitCode: isCancelled ? ExitCode.cancelled : ExitCode.ok };
}

/** The reason is the same for all of them. */
function judgeLeft(left: readonly Extract<FollowedOperation, { kind: "lost" }>[], count: number): Judgement {
  const [{ error }] = left;
  const { exitCode } = error;
  const ids = left.map(({ operationId }) => operationId);
  const options = {
    exitCode,
    hint: `Look again with: ktrdr wait ${ids.join(" ")}`,
    details: { operation_ids: ids },
  };
  const which = `${ids.length} of ${count} operations`;
  return {
    exitCode,
    error: error instanceof InterruptedError
      ? new InterruptedError(`Left ${which} running`, options)
      : new TimeoutError(`${which} still running when --timeout ran out`, options),
  };
}

/** How following one of several operations ended: with it, before it, or because another one was enough. */
export type FollowedOperation =
  | { kind: "ended"; operationId: string; seen: EndedOperation }
  | { kind: "lost"; operationId: string; seen: Operation | undefined; error: KtrdrError }
  | { kind: "unneeded"; operationId: string; seen: Operation | undefined };
