import { isTerminal, type Operation, type OperationSummary } from "../../lib/contract/operation.ts";
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import { formatCount } from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import { kindOf } from "../../lib/operations/kinds.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { resolveReference } from "./reference/resolve_reference.ts";

/** What `operation status` takes. */
interface StatusOptions {
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
  context.describeFailure({ operationId });
  const client = await context.client();
  const found = await client.operations.get(operationId);
  const children = await listChildren(context, found);
  const { renderOperation } = await import("./render_operation.ts");
  const { summarizeResult } = await import("./results/results.ts");
  const outcome = await summarizeResult(found);
  const { verbose = false } = context.options;
  context.printer.result(
    children === undefined ? found : { ...found, children },
    (style) => renderOperation(found, { children, outcome, style, now: context.host.now(), verbose }),
  );
  return options.exitStatus === true ? exitCodeOf(found.status) : ExitCode.ok;
}

async function listChildren(
  context: Context,
  { operation_id, operation_type }: Operation,
): Promise<OperationSummary[] | undefined> {
  if (!kindOf(operation_type).hasChildren) return undefined;
  const client = await context.client();
  return await client.operations.children(operation_id);
}

async function summarize(context: Context): Promise<ExitCodeValue> {
  const client = await context.client();
  const [running, completed, workers] = await Promise.all([
    client.operations.list({ status: "running", limit: 1 }),
    client.operations.list({ status: "completed", limit: 1 }),
    client.workers.list(),
  ]);
  const counts = { running: running.total_count, completed: completed.total_count };
  const available = workers.filter((worker) => worker.status === "available").length;
  const value = { operations: counts, workers: workers.length, workers_available: available };
  context.printer.result(value, (style) =>
    renderFields([
      ["Operations", `${formatCount(counts.running)} running, ${formatCount(counts.completed)} completed`],
      ["Workers", `${available} of ${workers.length} available`],
    ], style));
  return ExitCode.ok;
}

function exitCodeOf(status: string): ExitCodeValue {
  if (!isTerminal(status)) return ExitCode.running;
  return { completed: ExitCode.ok, failed: ExitCode.failure, cancelled: ExitCode.cancelled }[status];
}
