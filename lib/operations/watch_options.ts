import type { TerminalStatus } from "../contract/operation.ts";
import type { WatchedOperation } from "./inference/inference.ts";
import type { WatchNotice } from "./watch_notice.ts";

/** How an operation is watched. Times are in milliseconds. */
export interface WatchOptions {
  /** Called with every answer: percentage 0–100, the current step (or the status), the operation as far as it is known. */
  onProgress?: ((percentage: number, message: string, operation: WatchedOperation) => void) | undefined;
  /** Called when something happens besides progress. */
  onState?: ((notice: WatchNotice) => void) | undefined;
  /** A fixed time between two polls. Default: 300, easing to 5,000; or none, where the server can wait for a change. */
  pollInterval?: number | undefined;
  /** Ends the watch, which rejects with the signal's reason. The operation runs on. */
  signal?: AbortSignal | undefined;
  /** Ends the watch with a `TimeoutError` (exit code 124). The operation runs on. */
  timeout?: number | undefined;
  /** When the operation was started, by the client's clock. It is then known to exist, though a server may not show it at once. */
  startedAt?: number | undefined;
}

/** An operation that has ended; `inferred` where its server does not say so. */
export type EndedOperation = WatchedOperation & { status: TerminalStatus };

/** How an operation is executed. Times are in milliseconds. */
export interface ExecuteOptions extends WatchOptions {
  /** Aborted when `timeout` is over, for a caller who counts it from an earlier moment than this one. */
  timeLimit?: AbortSignal | undefined;
  /** Called once, as soon as the operation's id is known. */
  onStarted?: ((operationId: string) => void) | undefined;
  /** What `signal` does: cancel the operation and watch it end, or leave it running. Default: cancel. */
  onInterrupt?: "cancel" | "detach" | undefined;
  /** Leaves at once, whatever is going on; rejects with an `InterruptedError` that names the operation. */
  abandon?: AbortSignal | undefined;
  /** For how long a start is repeated while every worker is busy; 0 is never. Default: 60,000. */
  waitForWorker?: number | undefined;
  /** The reason that is sent when the operation is cancelled. */
  cancelReason?: string | undefined;
}
