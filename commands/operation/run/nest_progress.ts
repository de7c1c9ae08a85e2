import type { KtrdrClient } from "../../../lib/client/client.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import type { WatchedOperation } from "../../../lib/operations/watch.ts";
import { ChildWatch } from "../../../lib/operations/child_watch.ts";
import type { Context } from "../../program/context.ts";
import { OperationEvents } from "./operation_events.ts";
import type { ShownProgress } from "./show_progress.ts";

/** The progress of an operation with that of the operation it has going. */
interface NestedProgress extends Disposable {
  onProgress: ShownProgress["onProgress"];
}

/** Shows with a research what its training, its backtest, … is at: "Training model · Epoch 4/60 (23 %)". */
export function nestProgress(
  context: Context,
  { client, progress }: { client: KtrdrClient; progress: ShownProgress },
): NestedProgress {
  let parent: { percentage: number; message: string; operation: WatchedOperation } | undefined;
  let child: Operation | undefined;
  let events = new OperationEvents(context.printer);
  const show = () => {
    if (parent === undefined) return;
    const { percentage, message, operation } = parent;
    const isCurrent = child?.operation_id === watch.childId;
    progress.onProgress(percentage, isCurrent ? describe(message, child) : message, operation);
  };
  const watch = new ChildWatch(client, {
    onProgress: (news) => {
      if (news.operation_id !== child?.operation_id) events = new OperationEvents(context.printer);
      child = news;
      events.seen(news);
      show();
    },
  });
  return {
    onProgress: (percentage, message, operation) => {
      parent = { percentage, message, operation };
      watch.update(operation);
      show();
    },
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}

function describe(message: string, child: Operation | undefined): string {
  if (child === undefined) return message;
  const { percentage, current_step } = child.progress;
  const step = `${current_step ?? child.status} (${Math.floor(percentage)} %)`;
  return `${message.replace(/\.+$/, "")} · ${step}`;
}
