import { UsageError } from "../../lib/errors.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import type { WatchNotice } from "../../lib/operations/watch_notice.ts";
import { formatDuration } from "../../lib/output/format.ts";
import { createProgressView, type ProgressMode, type ProgressOutcome } from "../../lib/output/progress.ts";
import type { Context } from "../context.ts";
import { newestLoss } from "./newest_loss.ts";

/** What is shown of an operation while it runs. */
export interface ShownOperation {
  /** What is done to what: "Training rsi_spx". */
  label: string;
  /** What Ctrl+C does: "Ctrl+C cancels". */
  hint: string;
}

/** The progress of one operation on stderr, fed by a watch. Disposing of it gives the terminal back. */
export interface ShownProgress extends Disposable {
  onProgress(percentage: number, message: string, operation: Operation): void;
  onState(notice: WatchNotice): void;
  finish(outcome: ProgressOutcome, text?: string): void;
}

/** What the steps of an operation count, by its type. */
const units: Readonly<Record<string, string>> = { training: "epochs", backtesting: "bars" };

/** Starts showing an operation, as --progress, --quiet and the terminal want it. */
export function showProgress(context: Context, shown: ShownOperation): ShownProgress {
  const { host, printer } = context;
  const view = createProgressView({
    stream: host.stderr,
    mode: chooseProgressMode(context),
    style: printer.errorStyle,
    now: () => host.now(),
    terminalSize: () => host.terminalSize(),
    env: (name) => host.env(name),
  });
  const display = printer.attachDisplay(view);
  view.start(shown.label, shown.hint);
  return {
    onProgress: (percentage, message, operation) => {
      const { progress } = operation;
      view.update({
        percentage,
        message,
        stepsCompleted: progress.steps_completed,
        stepsTotal: progress.steps_total,
        itemsProcessed: progress.items_processed,
        loss: newestLoss(operation.metrics),
        unit: units[operation.operation_type],
      });
    },
    onState: (notice) => {
      view.notice(describeNotice(notice));
      if (notice.type === "cancelling") view.hint("Ctrl+C leaves at once");
    },
    finish: (outcome, text) => view.finish(outcome, text),
    [Symbol.dispose]: () => {
      view[Symbol.dispose]();
      display[Symbol.dispose]();
    },
  };
}

const modes: readonly ProgressMode[] = ["auto", "tty", "plain", "quiet", "json"];

/** How to show progress: as --progress says, --quiet, or KTRDR_PROGRESS. Throws UsageError for an unknown word. */
export function chooseProgressMode(context: Context): ProgressMode {
  const { quiet, progress } = context.options;
  if (progress !== undefined) return progress;
  if (quiet) return "quiet";
  const word = context.host.env("KTRDR_PROGRESS");
  if (word === undefined) return "auto";
  const mode = modes.find((known) => known === word);
  if (mode !== undefined) return mode;
  throw new UsageError(`KTRDR_PROGRESS is '${word}', expected one of ${modes.join(", ")}`);
}

/** What to say of a notice; null where there is nothing to say any more. */
export function describeNotice(notice: WatchNotice): string | null {
  switch (notice.type) {
    case "reconnecting":
      return `Reconnecting, last seen ${formatDuration(notice.lastSeenMs)} ago (${notice.reason})`;
    case "reconnected":
      return null;
    case "unknown_status":
      return `The server says '${notice.status}', which is not known here; waiting on`;
    case "worker_busy":
      return `No worker is free, trying for ${formatDuration(notice.remainingMs)} more`;
    case "start_lost":
      return `The answer to the start was lost, looking for the operation (${notice.reason})`;
    case "start_found":
      return `Found it: ${notice.operationId}`;
    case "cancelling":
      return "Cancelling";
    case "worker_may_go_on":
      return "The server could not tell its worker, which may go on for a while";
    case "cancel_failed":
      return `The server did not cancel it: ${notice.reason}`;
  }
}
