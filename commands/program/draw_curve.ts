import { lineChart, type LineChartOptions } from "../../lib/output/chart.ts";

/** How {@linkcode drawCurve} draws. */
interface DrawCurveOptions extends Omit<LineChartOptions, "width"> {
  /** Columns of the terminal; undefined: as many as look well. */
  columns: number | undefined;
}

/** Columns of a curve where there is room. */
const widest = 72;

/** A curve below its title. */
export function drawCurve(title: string, values: ArrayLike<number>, options: DrawCurveOptions): string {
  const { columns = widest, ...look } = options;
  return `${look.style.bold(title)}\n${lineChart(values, { ...look, width: Math.min(widest, columns) })}`;
}
