import { abortable } from "@std/async/abortable";
import { anySignal } from "../../lib/client/time_limit.ts";
import type { ExitCodeValue } from "../../lib/errors.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import type { Context } from "../context.ts";
import { parseSeconds } from "../parse_seconds.ts";
import { nestProgress } from "../run/nest_progress.ts";
import { showOutcome } from "../run/show_outcome.ts";
import { chooseProgressMode, showProgress } from "../run/show_progress.ts";
import type { Enough } from "./follow_several.ts";
import { parseReference } from "./parse_reference.ts";
import { resolveReferences } from "./resolve_reference.ts";

/** What `operation follow` and `operation wait` take. */
export interface FollowOptions {
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
  const ids = await abortable(resolveReferences(context, references), leaving);
  const watch = { timeout, leaving };
  if (ids.length === 1) return await followOne(context, ids[0], watch);
  const { followSeveral } = await import("./follow_several.ts");
  return await followSeveral(context, ids, { ...watch, enough: options.enough ?? "all" });
}

async function followOne(
  context: Context,
  operationId: string,
  options: { timeout: number | undefined; leaving: AbortSignal },
): Promise<ExitCodeValue> {
  const { timeout, leaving } = options;
  context.describeFailure({ operationId, stage: "execution" });
  const client = await context.client();
  using progress = showProgress(context, { label: operationId, hint: "Ctrl+C stops following", operationId });
  using nested = nestProgress(context, { client, progress });
  const { onProgress } = nested;
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
