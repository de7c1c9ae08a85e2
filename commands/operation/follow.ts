import { abortable } from "@std/async/abortable";
import { anySignal } from "../../lib/client/time_limit.ts";
import { ExitCode, type ExitCodeValue, TimeoutError } from "../../lib/errors.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import { Deadline } from "../../lib/operations/deadline.ts";
import type { WatchedOperation } from "../../lib/operations/watch.ts";
import type { Context } from "../program/context.ts";
import { parseSeconds } from "../program/parse_seconds.ts";
import { nestProgress } from "./run/nest_progress.ts";
import { showOutcome } from "./run/show_outcome.ts";
import { chooseProgressMode, showProgress } from "./run/show_progress.ts";
import type { Enough } from "./follow_several.ts";
import { type OperationReference, parseReference } from "./reference/parse_reference.ts";
import { type ResolveOptions, resolveReferences } from "./reference/resolve_reference.ts";

/** What `operation follow` and `operation wait` take. */
interface FollowOptions {
  /** Seconds. */
  timeout?: number | undefined;
  /** When to stop, where there are several. Default: when all have ended. */
  enough?: Enough | undefined;
}

/** `ktrdr operation follow` and `wait`: shows operations until they end. Signals leave them alone. */
export async function followOperations(
  context: Context,
  operations: readonly string[],
  options: FollowOptions,
): Promise<ExitCodeValue> {
  const references = operations.map(parseReference);
  const timeout = parseSeconds(options.timeout, "--timeout");
  chooseProgressMode(context);
  using interrupts = interruptPolicy(context.host);
  const leaving = anySignal(interrupts.signal, interrupts.detach);
  const watch = { timeout, leaving };
  // The list that a script waits for may well be empty.
  const allowsNone = options.enough !== undefined;
  const ids = await resolveInTime(context, references, { ...watch, allowsNone });
  if (ids.length === 0) {
    context.printer.result([], () => "stdin names no operation: there is nothing to wait for");
    return ExitCode.ok;
  }
  if (ids.length === 1) return await followOne(context, ids[0], watch);
  const { followSeveral } = await import("./follow_several.ts");
  return await followSeveral(context, ids, { ...watch, enough: options.enough ?? "all" });
}

interface FollowLimits {
  /** Milliseconds. */
  timeout: number | undefined;
  /** Aborted when the user, or a signal, leaves. */
  leaving: AbortSignal;
}

/** The operations that are meant. Throws TimeoutError (exit code 124) where the server does not tell in time. */
async function resolveInTime(
  context: Context,
  references: readonly OperationReference[],
  { timeout, leaving, allowsNone }: FollowLimits & ResolveOptions,
): Promise<string[]> {
  const resolving = () => resolveReferences(context, references, { allowsNone });
  if (timeout === undefined) return await abortable(resolving(), leaving);
  const client = await abortable(context.client(), leaving);
  using deadline = new Deadline(client, { begins: "now", milliseconds: timeout });
  try {
    return await abortable(resolving(), anySignal(leaving, deadline.ended));
  } catch (error) {
    if (!deadline.ended.aborted || leaving.aborted) throw error;
    throw new TimeoutError(`The server did not tell in ${timeout / 1_000} s which operation is meant`, {
      exitCode: ExitCode.timeout,
      hint: "An id that is written in full needs no look at the list",
      cause: error,
    });
  }
}

async function followOne(
  context: Context,
  operationId: string,
  options: FollowLimits,
): Promise<ExitCodeValue> {
  const { timeout, leaving } = options;
  context.describeFailure({ operationId, stage: "execution" });
  const client = await context.client();
  using progress = showProgress(context, { label: operationId, hint: "Ctrl+C stops following", operationId });
  using nested = nestProgress(context, { client, progress });
  const onProgress = (percentage: number, message: string, operation: WatchedOperation) => {
    const { operation_type: operationType } = operation;
    context.describeFailure({ operationId, operationType, stage: "execution" });
    nested.onProgress(percentage, message, operation);
  };
  const { onState } = progress;
  const watching = client.watch(operationId, { onProgress, onState, signal: leaving, timeout });
  const operation = await watching.catch((error) => {
    throw leaving.aborted ? leftRunning(operationId, leaving.reason) : error;
  });
  const { status } = operation;
  return await showOutcome(context, progress, {
    status,
    operationId,
    operation,
    cancelledByUs: false,
    leaving,
  });
}
