import type { OperationSummary } from "../../lib/contract/operation.ts";
import { renderBar } from "../../lib/output/progress/progress_frame.ts";
import type { Style } from "../../lib/output/style.ts";
import { padText } from "../../lib/output/text.ts";
import { styleStatus } from "./style_status.ts";

/** Columns of a bar. */
const barWidth = 12;

/** The operations that another one has started, as the branches of a tree: a line each, with a small bar. */
export function renderChildren(children: readonly OperationSummary[], style: Style): string {
  const widthOf = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  const typeWidth = widthOf(children.map((child) => child.operation_type));
  const statusWidth = widthOf(children.map((child) => child.status));
  return children.map((child, position) => {
    const branch = position === children.length - 1 ? "└─" : "├─";
    const percentage = child.progress_percentage;
    const percent = `${Math.floor(percentage)} %`.padStart(5);
    return [
      style.dim(branch) + ` ${padText(child.operation_type, typeWidth)}`,
      padText(styleStatus(child.status, style), statusWidth),
      `▕${style.cyan(renderBar(percentage, barWidth))}▏${percent}`,
      child.operation_id,
      child.current_step ?? "",
    ].join("  ").trimEnd();
  }).join("\n");
}
