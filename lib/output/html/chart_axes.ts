import { escapeHtml } from "./escape_html.ts";

/** The area of the curves, in units of the picture. */
interface ChartArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A mark on an axis, in units of the picture. */
interface PlacedTick {
  position: number;
  label: string;
}

/** The marks of both axes. */
interface ChartTicks {
  x: readonly PlacedTick[];
  y: readonly PlacedTick[];
}

/** The axes as SVG: a grid line a mark, with its label at the left or below. */
export function renderAxes({ left, right, top, bottom }: ChartArea, ticks: ChartTicks): string {
  const rows = ticks.y.map(({ position, label }) => {
    const y = round(position);
    return `<path class="grid" stroke="currentColor" d="M${left} ${y}H${right}"/>` +
      `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${escapeHtml(label)}</text>`;
  });
  const columns = ticks.x.map(({ position, label }) => {
    const x = round(position);
    return `<path class="grid" stroke="currentColor" d="M${x} ${top}V${bottom}"/>` +
      `<text x="${x}" y="${bottom + 18}" text-anchor="${anchorOf(x, { left, right })}">${
        escapeHtml(label)
      }</text>`;
  });
  return [...rows, ...columns].join("\n");
}

/** A label at an end of the axis must not stick out of the picture. */
function anchorOf(x: number, { left, right }: { left: number; right: number }): "start" | "middle" | "end" {
  const margin = 20;
  if (x > right - margin) return "end";
  return x < left + margin ? "start" : "middle";
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
