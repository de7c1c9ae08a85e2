import { UsageError } from "../../../lib/errors.ts";
import { kindOf } from "../../../lib/operations/kinds.ts";
import type { WatchedOperation } from "../../../lib/operations/watch.ts";
import type { WatchNotice } from "../../../lib/operations/watch_notice.ts";
import { createProgressView } from "../../../lib/output/progress/progress.ts";
import type {
  ProgressOptions,
  ProgressOutcome,
  ProgressView,
} from "../../../lib/output/progress/progress_view.ts";
import { createProgressGroup } from "../../../lib/output/progress/progress_group.ts";
import { type ProgressMode, progressModes } from "../../../lib/output/output_words.ts";
import type { Context } from "../../program/context.ts";
import { describeNotice } from "./describe_notice.ts";
import { newestLoss } from "./newest_loss.ts";
import { OperationEvents } from "./operation_events.ts";

/** What is shown of an operation while it runs. */
interface ShownOperation {
  /** What is done to what: "Training rsi_spx". */
  label: string;
  /** What Ctrl+C does: "Ctrl+C cancels". */
  hint: string;
  /** Where it is known already. */
  operationId?: string | undefined;
}

/** The progress of one operation on stderr, and as events, fed by a watch. Disposing of it gives the terminal back. */
export interface ShownProgress extends Disposable {
  readonly events: OperationEvents;
  onProgress(percentage: number, message: string, operation: WatchedOperation): void;
  onState(notice: WatchNotice): void;
  /** Says what Ctrl+C does from now on. */
  hint(text: string): void;
  finish(outcome: ProgressOutcome, text?: string): void;
}

/** Starts showing an operation, as --progress, --quiet and the terminal want it. */
export function showProgress(context: Context, shown: ShownOperation): ShownProgress {
  const view = createProgressView(viewOptions(context));
  const display = context.printer.attachDisplay(view);
  view.start(shown.label, shown.hint);
  return feed(view, { events: new OperationEvents(context.printer, shown), display });
}

/** What is shown of several operations while they run. */
interface ShownOperations {
  operationIds: readonly string[];
  /** "Following 3 operations". */
  title: string;
  hint: string;
}

/** The progress of several operations, in the order of their ids. */
interface ShownProgresses extends Disposable {
  readonly each: readonly ShownProgress[];
}

/** Starts showing several operations that run at the same time. */
export function showProgresses(context: Context, shown: ShownOperations): ShownProgresses {
  const group = createProgressGroup({ ...viewOptions(context), ...shown });
  const display = context.printer.attachDisplay(group);
  const each = shown.operationIds.map((operationId) => {
    const view = group.add();
    view.start(operationId);
    return feed(view, { events: new OperationEvents(context.printer, { operationId }) });
  });
  return {
    each,
    [Symbol.dispose]: () => {
      group[Symbol.dispose]();
      display[Symbol.dispose]();
    },
  };
}

/** How progress is shown on stderr, as --progress, --quiet and the terminal want it. */
export function viewOptions(context: Context): ProgressOptions {
  const { host, printer } = context;
  return {
    stream: host.stderr,
    mode: chooseProgressMode(context),
    style: printer.errorStyle,
    now: () => host.now(),
    terminalSize: () => host.terminalSize(),
    env: (name) => host.env(name),
  };
}

function feed(
  view: ProgressView,
  { events, display }: { events: OperationEvents; display?: Disposable },
): ShownProgress {
  return {
    events,
    onProgress: (percentage, message, operation) => {
      const { progress, as_of: asOf } = operation;
      events.seen(operation);
      view.update({
        percentage,
        message: asOf === undefined ? message : `${message} · as of ${clockOf(asOf)}`,
        stepsCompleted: progress.steps_completed,
        stepsTotal: progress.steps_total,
        itemsProcessed: progress.items_processed,
        loss: newestLoss(operation.metrics),
        unit: kindOf(operation.operation_type).unit,
      });
    },
    onState: (notice) => {
      events.noticed(notice);
      // A warning stays: there is no need for the progress to say it, too.
      const isWarning = notice.type === "worker_may_go_on" || notice.type === "inferred";
      if (!isWarning) view.notice(describeNotice(notice));
    },
    hint: (text) => view.hint(text),
    finish: (outcome, text) => view.finish(outcome, text),
    [Symbol.dispose]: () => {
      view[Symbol.dispose]();
      display?.[Symbol.dispose]();
    },
  };
}

/** The time of day, UTC, of a moment in RFC 3339; itself where it cannot be read. */
function clockOf(text: string): string {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? text : `${moment.toISOString().slice(11, 19)} UTC`;
}

/** How to show progress: as --progress says, --quiet, or KTRDR_PROGRESS. Throws UsageError for an unknown word. */
export function chooseProgressMode(context: Context): ProgressMode {
  const { quiet, progress } = context.options;
  if (progress !== undefined) return progress;
  if (quiet) return "quiet";
  const word = context.env("KTRDR_PROGRESS");
  if (word === undefined) return "auto";
  const mode = progressModes.find((known) => known === word);
  if (mode !== undefined) return mode;
  throw new UsageError(`KTRDR_PROGRESS is '${word}', expected one of ${progressModes.join(", ")}`);
}
