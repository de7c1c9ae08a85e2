import { anySignal } from "../../lib/client/time_limit.ts";
import type { ExitCodeValue } from "../../lib/errors.ts";
import { leftRunning } from "../../lib/operations/left_running.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import type { Context } from "../context.ts";
import { parseSeconds } from "../parse_seconds.ts";
import { showOutcome } from "../run/show_outcome.ts";
import { showProgress } from "../run/show_progress.ts";

/** What `operation follow` takes. */
export interface FollowOptions {
  timeout?: number | undefined;
}

/** `ktrdr operation follow`: shows an operation until it ends. Signals leave it alone. */
export async function followOperation(
  context: Context,
  operationId: string,
  options: FollowOptions,
): Promise<ExitCodeValue> {
  const timeout = parseSeconds(options.timeout, "--timeout");
  context.describeFailure({ operationId, stage: "execution" });
  const client = await context.client();
  using interrupts = interruptPolicy(context.host);
  using progress = showProgress(context, { label: operationId, hint: "Ctrl+C stops following" });
  const leaving = anySignal(interrupts.signal, interrupts.detach);
  try {
    const operation = await client.watch(operationId, {
      onProgress: progress.onProgress,
      onState: progress.onState,
      signal: leaving,
      timeout,
    });
    return await showOutcome(context, progress, {
      status: operation.status,
      operationId,
      operation,
      cancelledByUs: false,
    });
  } catch (error) {
    throw leaving.aborted ? leftRunning(operationId, leaving.reason) : error;
  }
}
