/**
 * What a command wants done, and how.
 * @module
 */
import type { KtrdrClient } from "../../../lib/client/client.ts";
import { anySignal } from "../../../lib/client/time_limit.ts";
import type { OperationType } from "../../../lib/contract/words/operation_words.ts";
import type { OperationAdapter } from "../../../lib/operations/execute.ts";
import type { ExecuteOptions } from "../../../lib/operations/watch_options.ts";
import type { InterruptPolicy } from "../../../lib/operations/interrupt.ts";
import type { Style } from "../../../lib/output/style.ts";
import type { InterruptChoice } from "./interrupt_choice.ts";

/** What every command that starts an operation can be told. */
export interface RunChoices {
  /** Whether to wait for it. */
  follow: boolean;
  /** Whether the user said that it shall be left alone. */
  detach?: boolean | undefined;
  /** What the first Ctrl+C does. Default: cancel. */
  onInterrupt?: InterruptChoice | undefined;
  /** Seconds to wait for it at the most. */
  timeout?: number | undefined;
  /** Seconds to try while every worker is busy. */
  waitForWorker?: number | undefined;
}

/** An operation that a command wants done. */
export interface OperationRun {
  adapter: OperationAdapter;
  /** What is done to what: "Training rsi_spx". */
  label: string;
  /** Its type, as far as it is known before it runs. */
  type?: OperationType | undefined;
  /** What to print of an operation that was started and left alone. Default: its id and type. */
  describeStart?(operationId: string): StartDescription;
}

/** A started operation, for programs and for people. */
interface StartDescription {
  value: Readonly<Record<string, unknown>>;
  render(style: Style): string;
}

/** Makes the operation ready, once the choices are checked: nothing was sent before. */
export type PrepareOperation = (client: KtrdrClient) => Promise<OperationRun>;

/** What to print of an operation that was started and left alone. */
export function describeStarted(run: OperationRun, operationId: string): StartDescription {
  const { type } = run;
  return run.describeStart?.(operationId) ?? {
    value: { operation_id: operationId, status: "started", type, operation_type: type },
    render: (style) => `Started ${type}: ${style.bold(operationId)}`,
  };
}

/** How an operation is started and followed. Times are in milliseconds. */
export type RunPlan = Pick<ExecuteOptions, "timeout" | "waitForWorker"> & { onInterrupt: InterruptChoice };

/** A plan, the signals that may change it, and the one that tells when its `timeout` is over. */
export type RunUnderWay = RunPlan & { interrupts: InterruptPolicy; timeLimit: AbortSignal };

/** What the server is told of a cancellation by Ctrl+C. */
export const cancelReason = "Cancelled by the user (Ctrl+C)";

/** Leaves when nothing is left to cancel: by the next Ctrl+C, SIGTERM or SIGHUP. */
export function nextSignal(interrupts: InterruptPolicy): AbortSignal {
  if (interrupts.signal.aborted) return leavingSignal(interrupts);
  return anySignal(interrupts.signal, interrupts.detach);
}

/** Leaves at once: by a second Ctrl+C, SIGTERM or SIGHUP. */
export function leavingSignal(interrupts: InterruptPolicy): AbortSignal {
  return anySignal(interrupts.abandon, interrupts.detach);
}
