import { isTerminal, type Operation } from "../../lib/contract/operation.ts";
import { formatDuration, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import { summarizeResult } from "../run/summarize_result.ts";
import { styleStatus } from "./style_status.ts";

/** What {@linkcode renderOperation} needs besides the operation. */
export interface RenderOperationOptions {
  style: Style;
  /** Milliseconds since the epoch: an operation that runs has a duration up to now. */
  now: number;
}

/** One operation as lines: what it is, how far it is, and what came of it. */
export function renderOperation(operation: Operation, options: RenderOperationOptions): string {
  const { style, now } = options;
  const { metadata, completed_at, error_message } = operation;
  const bars = [metadata?.symbol, metadata?.timeframe].filter(Boolean).join(" ");
  const fields: [string, string | null | undefined][] = [
    ["Operation", operation.operation_id],
    ["Type", operation.operation_type],
    ["Status", styleStatus(operation.status, style)],
    ["Progress", describeProgress(operation)],
    ["Bars", bars],
    ["Created", formatTimestamp(operation.created_at)],
    ["Completed", completed_at === null ? null : formatTimestamp(completed_at)],
    ["Duration", describeDuration(operation, now)],
    ["Reason", error_message],
    ["Result", summarizeResult(operation)],
  ];
  return renderFields(
    fields.flatMap(([name, value]): [string, string][] => value ? [[name, value]] : []),
    style,
  );
}

function describeProgress({ status, progress }: Operation): string | null {
  if (isTerminal(status)) return null;
  return `${Math.floor(progress.percentage)} %  ${progress.current_step ?? ""}`.trim();
}

function describeDuration({ started_at, completed_at }: Operation, now: number): string | null {
  if (started_at === null) return null;
  const end = completed_at === null ? now : Date.parse(completed_at);
  return formatDuration(end - Date.parse(started_at));
}
