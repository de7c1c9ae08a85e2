import { workerSchema, type WorkerStatus, type WorkerType } from "../../lib/contract/worker.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { describeGpu } from "./describe_gpu.ts";
import { styleWorkerStatus } from "./style_worker_status.ts";

/** What `worker list` takes. */
interface ListWorkersOptions {
  type?: WorkerType | undefined;
  status?: WorkerStatus | undefined;
}

/** `ktrdr worker list`: the registered workers. */
export async function listWorkers(context: Context, options: ListWorkersOptions): Promise<void> {
  const client = await context.client();
  const workers = await client.workers.list({ type: options.type, status: options.status });
  context.printer.result(
    workers,
    (style) =>
      workers.length === 0 ? "No workers registered" : renderTable({
        columns: [
          { title: "WORKER" },
          { title: "TYPE" },
          { title: "STATUS" },
          { title: "GPU" },
          { title: "ENDPOINT" },
          { title: "OPERATION" },
        ],
        rows: workers.map((worker) => [
          worker.worker_id,
          worker.worker_type,
          styleWorkerStatus(worker.status, style),
          describeGpu(worker),
          worker.endpoint_url || "-",
          worker.current_operation_id || "-",
        ]),
        style,
      }),
    { keys: Object.keys(workerSchema.shape) },
  );
}
