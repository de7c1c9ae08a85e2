/**
 * Following operations that run at the same time.
 * @module
 */
import { type FollowedOperation, saysLeft } from "./judge_outcomes.ts";
import { anySignal } from "../../lib/client/time_limit.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { type ExitCodeValue, KtrdrError } from "../../lib/errors.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import type { Context } from "../program/context.ts";
import { type ShownProgress, showProgresses } from "./run/show_progress.ts";
import { showOutcomes } from "./show_outcomes.ts";

/**
 * When several operations have been followed for long enough: when all have ended, when any has, or when all have or
 * one did not complete.
 */
export type Enough = "all" | "any" | "all or failure";

/** How several operations are followed. */
interface FollowSeveralOptions {
  /** Milliseconds. */
  timeout: number | undefined;
  /** Aborted when the user, or a signal, leaves. */
  leaving: AbortSignal;
  enough: Enough;
}

/** Shows several operations until they end, then what became of each. Throws what is wrong with them, if anything. */
export async function followSeveral(
  context: Context,
  operationIds: readonly string[],
  options: FollowSeveralOptions,
): Promise<ExitCodeValue> {
  const satisfied = new AbortController();
  let decisive: FollowedOperation | undefined;
  await context.client();
  const title = `Following ${operationIds.length} operations`;
  using progress = showProgresses(context, { operationIds, title, hint: "Ctrl+C stops following" });
  const follow = async (operationId: string, index: number) => {
    const shown = progress.each[index];
    const followed = await followOneOf(context, operationId, {
      ...options,
      shown,
      satisfied: satisfied.signal,
    });
    finish(shown, followed);
    if (!satisfied.signal.aborted && isDecisive(followed, options.enough)) {
      decisive = followed;
      satisfied.abort();
    }
    return followed;
  };
  const all = await Promise.all(operationIds.map(follow));
  progress[Symbol.dispose]();
  return await showOutcomes(context, all, decisive);
}

async function followOneOf(
  context: Context,
  operationId: string,
  options: FollowSeveralOptions & { shown: ShownProgress; satisfied: AbortSignal },
): Promise<FollowedOperation> {
  const { shown, leaving, satisfied, timeout } = options;
  const client = await context.client();
  let seen: Operation | undefined;
  try {
    const ended = await client.watch(operationId, {
      onProgress: (percentage, message, operation) => {
        seen = operation;
        shown.onProgress(percentage, message, operation);
      },
      onState: shown.onState,
      signal: anySignal(leaving, satisfied),
      timeout,
    });
    return { kind: "ended", operationId, seen: ended };
  } catch (error) {
    if (leaving.aborted) {
      return { kind: "lost", operationId, seen, error: leftRunning(operationId, leaving.reason) };
    }
    if (satisfied.aborted) return { kind: "unneeded", operationId, seen };
    if (error instanceof KtrdrError) return { kind: "lost", operationId, seen, error };
    throw error;
  }
}

/** Whether it is of no use to follow the others any longer. */
function isDecisive(followed: FollowedOperation, enough: Enough): boolean {
  if (enough === "any") return followed.kind === "ended";
  if (enough === "all" || followed.kind === "unneeded") return false;
  return followed.kind === "ended" ? followed.seen.status !== "completed" : !saysLeft(followed.error);
}

function finish(shown: ShownProgress, followed: FollowedOperation): void {
  if (followed.kind === "ended") {
    const { status, error_message: reason } = followed.seen;
    shown.finish(status, status === "completed" || reason === null ? undefined : reason);
  } else if (followed.kind === "lost" && !saysLeft(followed.error)) {
    shown.finish("failed", followed.error.message);
  } else {
    shown.finish(followed.kind === "unneeded" ? "unfollowed" : "detached");
  }
}
