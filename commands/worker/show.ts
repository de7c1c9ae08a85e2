import type { Worker } from "../../lib/contract/worker.ts";
import { formatCount, formatNumber, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { renderDetails } from "../program/render_details.ts";
import { describeGpu } from "./describe_gpu.ts";
import { styleWorkerStatus } from "./style_worker_status.ts";

/** `ktrdr worker show`: one worker; with --verbose what else it said of itself. */
export async function showWorker(context: Context, workerId: string): Promise<void> {
  const client = await context.client();
  const worker = await client.workers.get(workerId);
  const { verbose = false } = context.options;
  context.printer.result(worker, (style) => renderWorker(worker, { style, verbose }));
}

function renderWorker(worker: Worker, { style, verbose }: { style: Style; verbose: boolean }): string {
  const { capabilities, metadata } = worker;
  const memory = capabilities?.memory_gb;
  const fields = renderFields([
    ["Worker", worker.worker_id],
    ["Type", worker.worker_type],
    ["Status", styleWorkerStatus(worker.status, style)],
    ["Operation", worker.current_operation_id || "-"],
    ["Endpoint", worker.endpoint_url || "-"],
    ["GPU", describeGpu(worker)],
    ["Cores", formatCount(capabilities?.cores)],
    ["Memory", typeof memory === "number" ? `${formatNumber(memory, 1)} GB` : "-"],
    ["Last healthy", formatTimestamp(worker.last_healthy_at)],
    ["Last health check", formatTimestamp(worker.last_health_check)],
    ["Failed health checks", formatCount(worker.health_check_failures)],
  ], style);
  if (!verbose || !metadata || Object.keys(metadata).length === 0) return fields;
  return `${fields}\n\n${style.bold("Metadata")}\n${renderDetails(metadata, style)}`;
}
