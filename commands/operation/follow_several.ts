/**
 * Following operations that run at the same time.
 * @module
 */
import { anySignal } from "../../lib/client/time_limit.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { ExitCode, type ExitCodeValue, TimeoutError } from "../../lib/errors.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import type { EndedOperation } from "../../lib/operations/watch.ts";
import type { ProgressOutcome } from "../../lib/output/progress.ts";
import type { Context } from "../context.ts";
import { failureOf } from "../run/show_outcome.ts";
import { type ShownProgress, showProgresses } from "../run/show_progress.ts";
import { showOutcomes } from "./show_outcomes.ts";

/**
 * When several operations have been followed for long enough: when all have ended, when any has, or when all have or
 * one has not been completed.
 */
export type Enough = "all" | "any" | "all or failure";

/** How several operations are followed. */
export interface FollowSeveralOptions {
  /** Milliseconds. */
  timeout: number | undefined;
  /** Aborted when the user, or a signal, leaves. */
  leaving: AbortSignal;
  enough: Enough;
}

/** How following one of several operations ended. */
export interface FollowedOperation {
  operationId: string;
  /** As it was last seen. */
  seen: Operation | undefined;
  /** Why it is not known how it ended; undefined where it has ended, or need not. */
  error: unknown;
  hasEnded: boolean;
}

/** Shows several operations until they end. Throws what the exit code is to be told of, after the results are printed. */
export async function followSeveral(
  context: Context,
  operationIds: readonly string[],
  options: FollowSeveralOptions,
): Promise<ExitCodeValue> {
  const { enough, leaving } = options;
  const satisfied = new AbortController();
  const ended: FollowedOperation[] = [];
  const hasWhatItTakes = (followed: FollowedOperation) => {
    if (enough === "any") return followed.hasEnded;
    return enough === "all or failure" && followed.seen?.status !== "completed";
  };
  await context.client();
  const title = `Following ${operationIds.length} operations`;
  using progress = showProgresses(context, { operationIds, title, hint: "Ctrl+C stops following" });
  const all = await Promise.all(operationIds.map(async (operationId, index) => {
    const shown = progress.each[index];
    const followed = await followOneOf(context, operationId, { ...options, shown, satisfied: satisfied.signal });
    finish(shown, followed);
    if (followed.hasEnded || followed.error !== undefined) ended.push(followed);
    if (hasWhatItTakes(followed)) satisfied.abort();
    return followed;
  }));
  progress[Symbol.dispose]();
  return await showOutcomes(context, all, { first: enough === "any" ? ended : [], leaving });
}
