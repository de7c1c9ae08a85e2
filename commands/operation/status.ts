import { isTerminal, type Operation } from "../../lib/contract/operation.ts";
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import { formatDuration, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../context.ts";
import { styleStatus } from "./style_status.ts";

/** What `operation status` takes. */
export interface StatusOptions {
  exitStatus?: true | undefined;
}

/** `ktrdr operation status`: one operation, or with no id what is running. */
export async function showStatus(
  context: Context,
  operationId: string | undefined,
  options: StatusOptions,
): Promise<ExitCodeValue> {
  if (operationId === undefined) return await summarize(context);
  const client = await context.client();
  const operation = await client.operations.get(operationId);
  context.printer.result(
    operation,
    (style) => renderOperation(operation, { style, now: context.host.now() }),
  );
  return options.exitStatus === true ? exitCodeOf(operation.status) : ExitCode.ok;
}

async function summarize(context: Context): Promise<ExitCodeValue> {
  const client = await context.client();
  const [active, completed, workers] = await Promise.all([
    client.operations.list({ active_only: true, limit: 1 }),
    client.operations.list({ status: "completed", limit: 1 }),
    client.workers.list(),
  ]);
  const available = workers.filter((worker) => worker.status === "available").length;
  const value = {
    operations: { running: active.active_count, completed: completed.total_count },
    workers: workers.length,
    workers_available: available,
  };
  context.printer.result(value, (style) =>
    renderFields([
      ["Operations", `${active.active_count} running, ${completed.total_count} completed`],
      ["Workers", `${available} of ${workers.length} available`],
    ], style));
  return ExitCode.ok;
}

function exitCodeOf(status: string): ExitCodeValue {
  if (!isTerminal(status)) return ExitCode.running;
  return { completed: ExitCode.ok, failed: ExitCode.failure, cancelled: ExitCode.cancelled }[status];
}

function renderOperation(operation: Operation, options: { style: Style; now: number }): string {
  const { style, now } = options;
  const { progress, metadata } = operation;
  const fields: [string, string][] = [
    ["Operation", operation.operation_id],
    ["Type", operation.operation_type],
    ["Status", styleStatus(operation.status, style)],
  ];
  if (!isTerminal(operation.status)) {
    fields.push(["Progress", `${progress.percentage.toFixed(0)} %  ${progress.current_step ?? ""}`.trim()]);
  }
  const bars = [metadata?.symbol, metadata?.timeframe].filter(Boolean).join(" ");
  if (bars !== "") fields.push(["Bars", bars]);
  fields.push(["Created", formatTimestamp(operation.created_at)]);
  if (operation.started_at !== null) fields.push(["Duration", formatDuration(durationOf(operation, now))]);
  if (operation.error_message !== null) fields.push(["Reason", operation.error_message]);
  return renderFields(fields, style);
}

function durationOf(operation: Operation, now: number): number {
  const end = operation.completed_at === null ? now : Date.parse(operation.completed_at);
  return end - Date.parse(operation.started_at ?? "");
}
