/**
 * What happens around an operation besides its progress. Times are in milliseconds; texts of the server are plain.
 *
 * - `reconnecting`: no usable answer; `lastSeenMs` since the last good one, or since the watch began where there was none
 *   (`wasSeen` is false); the next attempt in `delayMs`.
 * - `reconnected`: answers come again, after `lostMs`.
 * - `unknown_status`: a status word that this client does not know; it is waited on.
 * - `worker_busy`: no worker is free yet; the start is repeated in `delayMs`, for `remainingMs` more. `holder` is the
 *   operation that has the worker, or had it until a moment ago; null where the server does not tell.
 * - `start_lost`: the answer to the start did not come; the operation is looked for. `start_found`: here it is.
 * - `cancelling`: the cancel request is on its way. `cancel_failed`: the server refuses it.
 * - `worker_may_go_on`: the operation is cancelled, but the server could not tell its worker.
 * - `progress_inferred`: the server says no more than `status`, or tells old progress; what is told is that of its
 *   checkpoint, or what was last known, with the time in `as_of`. `progress_told`: the server tells again.
 * - `inferred`: the server does not tell how the operation has ended; for `reason`, it is taken as ended.
 */
export type WatchNotice =
  | {
    type: "reconnecting";
    lastSeenMs: number;
    wasSeen: boolean;
    attempt: number;
    delayMs: number;
    reason: string;
  }
  | { type: "reconnected"; lostMs: number }
  | { type: "unknown_status"; status: string }
  | { type: "worker_busy"; reason: string; holder: string | null; delayMs: number; remainingMs: number }
  | { type: "start_lost"; reason: string }
  | { type: "start_found"; operationId: string }
  | { type: "cancelling"; operationId: string }
  | { type: "cancel_failed"; operationId: string; reason: string }
  | { type: "worker_may_go_on"; operationId: string }
  | { type: "progress_inferred" | "progress_told"; operationId: string; status: string }
  | { type: "inferred"; operationId: string; reason: string };
