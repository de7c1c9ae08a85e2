import type { Style } from "../../lib/output/style.ts";

/** The status of a worker in its colour: green while it is free, cyan while it works, yellow while it does not answer. */
export function styleWorkerStatus(status: string, style: Style): string {
  if (status === "available") return style.green(status);
  return status === "busy" ? style.cyan(status) : style.yellow(status);
}
