import type { Operation, OperationSummary } from "../../lib/contract/operation.ts";
import { formatCount, formatDuration, formatTimestamp, parseTime } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import { renderDetails } from "../program/render_details.ts";
import { renderChildren } from "./render_children.ts";
import { styleStatus } from "./style_status.ts";

/** What {@linkcode renderOperation} needs besides the operation. */
interface RenderOperationOptions {
  /** What it has started, where it is of a kind that does. */
  children: readonly OperationSummary[] | undefined;
  /** What came of it, in one line. */
  outcome: string | undefined;
  style: Style;
  /** Milliseconds since the epoch: an operation that runs has a duration up to now. */
  now: number;
  /** Whether to show everything that the server keeps of it. */
  verbose: boolean;
}

/** One operation as lines: what it is, how far it is, what it has started, and what came of it. */
export function renderOperation(operation: Operation, options: RenderOperationOptions): string {
  const { children = [], outcome, style, now, verbose } = options;
  const { metadata, result_summary: result } = operation;
  const fields = [
    ...headFields(operation, style),
    ...progressFields(operation),
    ...endFields(operation, now),
    ["Result", outcome] satisfies OptionalField,
  ];
  const present = fields.flatMap(([name, value]): [string, string][] => value ? [[name, value]] : []);
  const sections = [renderFields(present, style)];
  if (children.length > 0) sections.push(`${style.bold("Children")}\n${renderChildren(children, style)}`);
  if (verbose && metadata) sections.push(`${style.bold("Metadata")}\n${renderDetails(metadata, style)}`);
  if (verbose && result) sections.push(`${style.bold("Result summary")}\n${renderDetails(result, style)}`);
  return sections.join("\n\n");
}

/** What is not told is left out. */
type OptionalField = [string, string | null | undefined];

function headFields(operation: Operation, style: Style): OptionalField[] {
  const { metadata } = operation;
  return [
    ["Operation", operation.operation_id],
    ["Type", operation.operation_type],
    ["Status", styleStatus(operation.status, style)],
    ["Bars", [metadata?.symbol, metadata?.timeframe].filter(Boolean).join(" ")],
  ];
}

/** How far it is, or was when it stopped. */
function progressFields({ status, progress }: Operation): OptionalField[] {
  if (status === "completed") return [];
  const { percentage, current_step: step, items_processed: items, items_total: allItems } = progress;
  const { steps_completed: steps, steps_total: allSteps } = progress;
  return [
    ["Progress", percentage === 0 && !step ? null : `${Math.floor(percentage)} %  ${step ?? ""}`.trim()],
    ["Steps", allSteps > 0 ? `${formatCount(steps)} of ${formatCount(allSteps)}` : null],
    ["Items", items > 0 ? formatCount(items) + (allItems ? ` of ${formatCount(allItems)}` : "") : null],
    ["Current item", progress.current_item],
  ];
}

function endFields(operation: Operation, now: number): OptionalField[] {
  const { started_at, completed_at } = operation;
  const end = completed_at === null ? now : parseTime(completed_at);
  return [
    ["Created", formatTimestamp(operation.created_at)],
    ["Started", started_at === null ? null : formatTimestamp(started_at)],
    ["Completed", completed_at === null ? null : formatTimestamp(completed_at)],
    ["Duration", started_at === null ? null : formatDuration(end - parseTime(started_at))],
    ["Reason", operation.error_message],
    ["Warnings", operation.warnings.map(String).join("\n")],
  ];
}
