import { isTerminal } from "../../lib/contract/operation.ts";
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../context.ts";
import { parseReference } from "./parse_reference.ts";
import { renderOperation } from "./render_operation.ts";
import { resolveReference } from "./resolve_reference.ts";

/** What `operation status` takes. */
export interface StatusOptions {
  exitStatus?: true | undefined;
}

/** `ktrdr operation status`: one operation, or with no id what is running. */
export async function showStatus(
  context: Context,
  operation: string | undefined,
  options: StatusOptions,
): Promise<ExitCodeValue> {
  if (operation === undefined) return await summarize(context);
  const operationId = await resolveReference(context, parseReference(operation));
  const client = await context.client();
  const found = await client.operations.get(operationId);
  context.printer.result(found, (style) => renderOperation(found, { style, now: context.host.now() }));
  return options.exitStatus === true ? exitCodeOf(found.status) : ExitCode.ok;
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
