import type { Style } from "../../lib/output/style.ts";

/** A status in its colour: green for what went well, red for what failed, yellow for what was stopped. */
export function styleStatus(status: string, style: Style): string {
  if (status === "completed") return style.green(status);
  if (status === "failed") return style.red(status);
  if (status === "cancelled") return style.yellow(status);
  return style.cyan(status);
}
