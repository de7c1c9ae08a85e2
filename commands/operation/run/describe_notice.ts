import type { WatchNotice } from "../../../lib/operations/watch_notice.ts";
import { formatDuration } from "../../../lib/output/format.ts";

/** What to say of a notice; null where there is nothing to say any more. */
export function describeNotice(notice: WatchNotice): string | null {
  switch (notice.type) {
    case "reconnecting":
      return notice.wasSeen
        ? `Reconnecting, last seen ${formatDuration(notice.lastSeenMs)} ago (${notice.reason})`
        : `Connecting, no answer for ${formatDuration(notice.lastSeenMs)} (${notice.reason})`;
    case "reconnected":
      return null;
    case "unknown_status":
      return `The server says '${notice.status}', which is not known here; waiting on`;
    case "worker_busy":
      return describeBusy(notice);
    case "start_lost":
      return `The answer to the start was lost, looking for the operation (${notice.reason})`;
    case "start_found":
      return `Found it: ${notice.operationId}`;
    case "cancelling":
      return "Cancelling";
    case "worker_may_go_on":
      return "The server could not tell the worker, which may go on for a while";
    case "progress_inferred":
      return `The server says no more than '${notice.status}': this is known from elsewhere`;
    case "progress_told":
      return null;
    case "inferred":
      return notice.reason;
    case "cancel_failed":
      return `The server did not cancel it: ${notice.reason}`;
  }
}

function describeBusy({ holder, remainingMs }: Extract<WatchNotice, { type: "worker_busy" }>): string {
  const time = formatDuration(remainingMs);
  if (holder === null) return `No worker is free, trying for ${time} more`;
  return `No worker is free: ${holder} has it until some seconds after its end; trying for ${time} more`;
}
