import type { Worker } from "../../lib/contract/worker.ts";

/** The GPUs of a worker: "CUDA", "2 × CUDA", or "-" where it has none. */
export function describeGpu({ capabilities }: Worker): string {
  const type = capabilities?.gpu_type || (capabilities?.gpu ? "yes" : "-");
  const count = capabilities?.gpu_count ?? 1;
  return type !== "-" && count > 1 ? `${count} × ${type}` : type;
}
