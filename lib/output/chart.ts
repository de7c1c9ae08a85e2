/**
 * Curves drawn with characters.
 * @module
 */
import { BrailleCanvas, type Canvas, TextCanvas } from "./canvas.ts";
import { formatNumber } from "./format.ts";
import type { Style } from "./style.ts";
import { displayWidth, padText, sanitizeText } from "./text.ts";

/** How {@linkcode lineChart} draws. */
export interface LineChartOptions {
  /** Columns, with the labels. */
  width: number;
  /** Rows of the curve, without the line below it that carries the labels of start and end. */
  height: number;
  style: Style;
  /** What the left end is, for example a date. */
  startLabel?: string | undefined;
  /** What the right end is. */
  endLabel?: string | undefined;
  /** Default: two decimals. */
  formatValue?: ((value: number) => string) | undefined;
  /** Columns for the labels of the values, where the chart needs no more. */
  labelWidth?: number | undefined;
  /** Use ASCII characters only. */
  ascii?: boolean | undefined;
}

const blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
/** A curve of fewer columns says less than its labels. */
const narrowestPlot = 8;

interface Range {
  min: number;
  max: number;
}

/**
 * A curve with its largest, smallest and first value at the left; green if it ends no lower than it starts, else red.
 * Many values share a column, which then shows their whole range: no peak is lost. Values that are not finite leave
 * a gap. No values make an empty text; there is no newline at the end.
 */
export function lineChart(values: ArrayLike<number>, options: LineChartOptions): string {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  if (finite.length === 0) return "";
  const range = rangeOf(finite);
  const height = Math.max(1, options.height);
  const labels = valueLabels(finite, { range, height, options });
  const labelWidth = Math.max(options.labelWidth ?? 0, ...labels.map(displayWidth));
  const hasLabels = options.width - labelWidth - 2 >= narrowestPlot;
  const plotWidth = Math.max(1, hasLabels ? options.width - labelWidth - 2 : options.width);
  const canvas = options.ascii ? new TextCanvas(plotWidth, height) : new BrailleCanvas(plotWidth, height);
  drawCurve(canvas, { values, range });
  const { style } = options;
  const paint = finite[finite.length - 1] >= finite[0] ? style.green : style.red;
  const lines = canvas.toLines().map((line, row) => {
    const curve = paint(line.trimEnd());
    if (!hasLabels) return curve;
    const axis = `${padText(labels[row], labelWidth, "right")} ${axisCharacter(labels[row], options)}`;
    return style.dim(axis) + curve;
  });
  const ends = endLabels(plotWidth, options);
  if (ends !== "") lines.push(style.dim(" ".repeat(hasLabels ? labelWidth + 2 : 0) + ends));
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A curve among others. */
interface StackedChart {
  values: ArrayLike<number>;
  options: LineChartOptions;
}

/** Curves for one below the other, as {@linkcode lineChart} draws them: a time lies in the same column in all. */
export function stackedCharts(charts: readonly StackedChart[]): string[] {
  const widths = charts.map(({ values, options }) => labelWidthOf(values, options));
  const labelWidth = Math.max(0, ...widths);
  return charts.map(({ values, options }) => lineChart(values, { ...options, labelWidth }));
}

function labelWidthOf(values: ArrayLike<number>, options: LineChartOptions): number {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  if (finite.length === 0) return 0;
  const height = Math.max(1, options.height);
  return Math.max(...valueLabels(finite, { range: rangeOf(finite), height, options }).map(displayWidth));
}

/**
 * A curve of one line, `width` columns at most: each column is the mean of the values it stands for. Values that are
 * not finite leave a blank.
 */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const columns = Math.min(Math.max(0, width), values.length);
  const means = Array.from(
    { length: columns },
    (_, column) => meanOf(valuesOfColumn(values, { column, columns })),
  );
  const finite = means.filter((mean) => Number.isFinite(mean));
  if (finite.length === 0) return " ".repeat(columns);
  const range = rangeOf(finite);
  return means.map((mean) => {
    if (!Number.isFinite(mean)) return " ";
    const share = range.max === range.min ? 0.5 : (mean - range.min) / (range.max - range.min);
    return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))];
  }).join("");
}

/** The label of each row: the largest value on top, the smallest at the bottom, the first where it belongs. */
function valueLabels(
  finite: readonly number[],
  { range, height, options }: { range: Range; height: number; options: LineChartOptions },
): string[] {
  const format = options.formatValue ?? ((value) => formatNumber(value));
  const labels = new Array<string>(height).fill("");
  const start = Math.round((1 - shareOf(finite[0], range)) * (height - 1));
  labels[start] = format(finite[0]);
  labels[height - 1] = format(range.min);
  labels[0] = format(range.max);
  // Of a flat curve there is one thing to say, where the curve is.
  if (range.min === range.max) labels.fill("").splice(start, 1, format(range.max));
  return labels.map((label) => sanitizeText(label));
}

function axisCharacter(label: string, options: LineChartOptions): string {
  if (options.ascii) return label === "" ? "|" : "+";
  return label === "" ? "│" : "┤";
}

function endLabels(width: number, options: LineChartOptions): string {
  const start = sanitizeText(options.startLabel ?? "");
  const end = sanitizeText(options.endLabel ?? "");
  const gap = width - displayWidth(start) - displayWidth(end);
  if (start === "" && end === "") return "";
  if (gap >= 1) return start + " ".repeat(gap) + end;
  return displayWidth(start) <= width ? start : "";
}

/** Each column of dots shows the range of its values and touches its left neighbour. */
function drawCurve(canvas: Canvas, curve: { values: ArrayLike<number>; range: Range }): void {
  const columns = canvas.columns;
  const top = canvas.rows - 1;
  let previous: number | undefined;
  for (let column = 0; column < columns; column++) {
    const own = valuesOfColumn(curve.values, { column, columns }).filter((value) => Number.isFinite(value));
    if (own.length === 0) {
      previous = undefined;
      continue;
    }
    const rows = own.map((value) => Math.round((1 - shareOf(value, curve.range)) * top));
    const span = previous === undefined ? rows : [...rows, previous];
    const { min, max } = rangeOf(span);
    for (let row = min; row <= max; row++) canvas.set(column, row);
    previous = rows[rows.length - 1];
  }
}

/** The values that a column stands for; with more columns than values, the nearest one. */
function valuesOfColumn(
  values: ArrayLike<number>,
  { column, columns }: { column: number; columns: number },
): number[] {
  if (values.length <= columns) {
    const position = columns === 1 ? 0 : column / (columns - 1);
    return [values[Math.round(position * (values.length - 1))]];
  }
  const from = Math.floor(column * values.length / columns);
  const to = Math.floor((column + 1) * values.length / columns);
  return Array.from({ length: to - from }, (_, index) => values[from + index]);
}

function shareOf(value: number, range: Range): number {
  return range.max === range.min ? 0.5 : (value - range.min) / (range.max - range.min);
}

function rangeOf(values: readonly number[]): Range {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
