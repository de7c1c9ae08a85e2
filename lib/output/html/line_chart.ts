/**
 * Curves as a picture in a page.
 * @module
 */
import { type BottomAxis, type ChartFrame, createChartFrame, sharedBottomAxis } from "./chart_frame.ts";
import type { ChartMarker, ChartSeries, LineChartSvgOptions } from "./chart_options.ts";
import { areaPath, type CurvePoint, curveSegments, linePath } from "./curve_path.ts";
import { escapeHtml } from "./escape_html.ts";

export type { ChartMarker, ChartSeries, LineChartSvgOptions } from "./chart_options.ts";

/** How many colours page_style.ts has. */
const colorCount = 6;

/**
 * An SVG picture with axes, grid and legend that fits its place. Many values share a column of pixels, which then shows
 * their whole range: no peak is lost, and the size is bounded whatever there is to draw.
 */
export function renderLineChart(options: LineChartSvgOptions): string {
  return drawChart(options);
}

/** Pictures for one below the other, as {@linkcode renderLineChart} draws them: a time lies at one place in all. */
export function renderStackedCharts(charts: readonly LineChartSvgOptions[]): string[] {
  const bottomAxis = sharedBottomAxis(charts);
  return charts.map((options) => drawChart(options, bottomAxis));
}

function drawChart(options: LineChartSvgOptions, bottomAxis?: BottomAxis): string {
  const frame = createChartFrame(options, bottomAxis);
  const parts = [
    `<title>${escapeHtml(options.label)}</title>`,
    frame.axes,
    ...options.series.map((series, index) => renderSeries(series, { frame, index })),
    ...(options.markers ?? []).map((marker) => renderMarker(marker, frame)),
    ...renderLegend(options.series, frame),
  ];
  return `<svg viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" ` +
    `role="img" aria-label="${escapeHtml(describeChart(options))}">\n` +
    parts.filter((part) => part !== "").join("\n") + "\n</svg>";
}

/** The label, and of each curve where it starts, ends, and how far it goes. */
function describeChart({ label, series }: LineChartSvgOptions): string {
  const curves = series.map(({ name, values }) => {
    const finite = values.filter(isFiniteNumber);
    if (finite.length === 0) return `${name}: no values`;
    let [smallest, largest] = [Infinity, -Infinity];
    for (const value of finite) [smallest, largest] = [Math.min(smallest, value), Math.max(largest, value)];
    const [first, last] = [finite[0], finite[finite.length - 1]];
    const texts = [first, last, smallest, largest].map((value) => String(Number(value.toPrecision(6))));
    return `${name}: ${texts[0]} to ${texts[1]}, lowest ${texts[2]}, highest ${texts[3]}`;
  });
  return [label, ...curves].join(". ");
}

function renderSeries(series: ChartSeries, { frame, index }: { frame: ChartFrame; index: number }): string {
  const segments = curveSegments(pointsOf(series, frame));
  if (segments.length === 0) return "";
  const color = `series-${index % colorCount}`;
  const dashes = series.dashed ? ' stroke-dasharray="6 4"' : "";
  const area = series.fill
    ? `<path class="area ${color}" fill="currentColor" d="${areaPath(segments, frame.baseline)}"/>\n`
    : "";
  return `${area}<path class="${color}" fill="none" stroke="currentColor" stroke-width="1.5" ` +
    `stroke-linejoin="round" stroke-linecap="round"${dashes} d="${linePath(segments)}"/>`;
}

function pointsOf({ values }: ChartSeries, frame: ChartFrame): CurvePoint[] {
  return frame.order.map((index) => {
    const value = values[index];
    return isFiniteNumber(value) ? { x: frame.xAt(index), y: frame.yAt(value) } : undefined;
  });
}

/** A purchase points up from below, a sale down from above: the colour only repeats it. */
function renderMarker({ index, value, kind, label }: ChartMarker, frame: ChartFrame): string {
  const x = Math.round(frame.xAt(index) * 10) / 10;
  if (!Number.isFinite(x) || !Number.isFinite(value)) return "";
  const y = Math.round(frame.yAt(value) * 10) / 10;
  const shape = kind === "buy" ? `M${x} ${y}l5 9h-10Z` : `M${x} ${y}l5 -9h-10Z`;
  return `<path class="${kind}" d="${shape}"><title>${escapeHtml(label)}</title></path>`;
}

function renderLegend(series: readonly ChartSeries[], { legend }: ChartFrame): string[] {
  return series.map(({ name, dashed }, index) => {
    const { x, y, text } = legend[index];
    const dashes = dashed ? ' stroke-dasharray="6 4"' : "";
    return `<g class="series-${index % colorCount}">` +
      `<path stroke="currentColor" stroke-width="3"${dashes} d="M${x} ${y - 4}h20"/>` +
      `<text x="${x + 26}" y="${y}">${escapeHtml(text)}<title>${escapeHtml(name)}</title></text></g>`;
  });
}

function isFiniteNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
