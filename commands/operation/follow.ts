import { anySignal } from "../../lib/client/time_limit.ts";
import type { ExitCodeValue } from "../../lib/errors.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import type { Context } from "../context.ts";
import { parseSeconds } from "../parse_seconds.ts";
import { showOutcome } from "../run/show_outcome.ts";
import { chooseProgressMode, showProgress } from "../run/show_progress.ts";
import { parseOperationId } from "./parse_operation_id.ts";

/** What `operation follow` takes. */
export interface FollowOptions {
  timeout?: number | undefined;
}

/** `ktrdr operation follow`: shows an operation until it ends. Signals leave it alone. */
export async function followOperation(
  context: Context,
  operation: string,
  options: FollowOptions,
): Promise<ExitCodeValue> {
  const operationId = parseOperationId(operation);
  const timeout = parseSeconds(options.timeout, "--timeout");
  chooseProgressMode(context);
  context.describeFailure({ operationId, stage: "execution" });
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  using progress = showProgress(context, { label: operationId, hint: "Ctrl+C stops following" });
  const leaving = anySignal(interrupts.signal, interrupts.detach);
  try {
    const ended = await client.watch(operationId, {
      onProgress: progress.onProgress,
      onState: progress.onState,
      signal: leaving,
      timeout,
    });
    return await showOutcome(context, progress, {
      status: ended.status,
      operationId,
      operation: ended,
      cancelledByUs: false,
    });
  } catch (error) {
    throw leaving.aborted ? leftRunning(operationId, leaving.reason) : error;
  }
}
