/**
 * The ground that curves are drawn on: its scales, axes, and places for the legend.
 * @module
 */
import { parseTime } from "../format.ts";
import { displayWidth } from "../text.ts";
import { type AxisRange, type AxisTick, numberTicks, timeTicks } from "./axis_ticks.ts";
import { renderAxes } from "./chart_axes.ts";
import type { ChartAxis, LineChartSvgOptions } from "./chart_options.ts";
import { type LegendPlace, placeLegend } from "./place_legend.ts";

/** What the curves need to know of the ground. Lengths are in units of the picture. */
export interface ChartFrame {
  width: number;
  height: number;
  /** The places of the axis that have a position, from left to right. */
  order: readonly number[];
  /** Where a place of the axis lies; NaN if it has none. */
  xAt(index: number): number;
  /** Where a value lies. */
  yAt(value: number): number;
  /** Where zero lies, or the end of the axis that is next to it. */
  baseline: number;
  /** Grid, ticks and their labels as SVG. */
  axes: string;
  legend: readonly LegendPlace[];
}

const width = 960;
const right = 24;
const bottom = 28;
const tickHeight = 45;
const xTickCount = 8;
/** A digit is about this wide at the size that page_style.ts has. */
const digitWidth = 7;
/** Larger values are drawn at this one: the difference of two must be finite. */
const largestValue = 1e300;
/** Values that are closer than this are drawn at one height. */
const leastDistance = 1e-290;

/** Where the axis along the bottom begins, and what it covers. Lengths are in units of the picture. */
export interface BottomAxis {
  readonly left: number;
  readonly range: AxisRange;
}

/** The axis that suits several charts, one below the other: a time lies at the same place in all of them. */
export function sharedBottomAxis(charts: readonly LineChartSvgOptions[]): BottomAxis {
  const ranges = charts.flatMap(({ x }) => {
    const { min, max } = rangeOf(positionsOf(x));
    return [min, max];
  });
  return {
    left: Math.max(...charts.map((options) => leftOf(layOut(options).yTicks))),
    range: widen(rangeOf(ranges)),
  };
}

/** Lays out the ground for everything that a chart has to show. */
export function createChartFrame(options: LineChartSvgOptions, bottomAxis?: BottomAxis): ChartFrame {
  const positions = positionsOf(options.x);
  const order = orderOf(positions);
  const { legend, height, area, yRange, yTicks } = layOut(options);
  const { left, range: xRange } = bottomAxis ??
    {
      left: leftOf(yTicks),
      range: widen(rangeOf([positions[order[0]], positions[order[order.length - 1]]])),
    };
  const xAt = createScale(xRange, { from: left, to: area.right });
  const yAt = createScale(yRange, { from: area.bottom, to: area.top });
  const xTicks = options.x.kind === "time" ? timeTicks(xRange, xTickCount) : numberTicks(xRange, xTickCount);
  return {
    width,
    height,
    order,
    xAt: (index) => xAt(positions[index] ?? NaN),
    yAt,
    baseline: yAt(Math.min(Math.max(0, yRange.min), yRange.max)),
    axes: renderAxes({ ...area, left }, {
      x: xTicks.map(({ value, label }) => ({ position: xAt(value), label })),
      y: yTicks.map(({ value, label }) => ({ position: yAt(value), label })),
    }),
    legend: legend.places,
  };
}

/** Everything but where the curves lie from left to right. */
function layOut(options: LineChartSvgOptions) {
  const legend = placeLegend(options.series, width - right);
  const height = Math.max(160, options.height ?? 320);
  const area = { top: 8 + legend.height, bottom: height - bottom, right: width - right };
  const yRange = valueRange(options);
  const count = Math.round((area.bottom - area.top) / tickHeight);
  return { legend, height, area, yRange, yTicks: valueTicks(yRange, { count, options }) };
}

/** The place that the labels of the values need. */
function leftOf(yTicks: readonly AxisTick[]): number {
  return Math.min(width / 2, Math.max(...yTicks.map(({ label }) => displayWidth(label))) * digitWidth + 16);
}

function positionsOf(axis: ChartAxis): readonly number[] {
  return axis.kind === "time" ? axis.values.map(parseTime) : axis.values;
}

/** A place without a position is left out. */
function orderOf(positions: readonly number[]): number[] {
  const order = positions.map((_, index) => index).filter((index) => Number.isFinite(positions[index]));
  const isSorted = order.every((index, at) => at === 0 || positions[order[at - 1]] <= positions[index]);
  return isSorted ? order : order.sort((a, b) => positions[a] - positions[b]);
}

function valueRange({ series, markers = [] }: LineChartSvgOptions): AxisRange {
  let range = { min: Infinity, max: -Infinity };
  for (const { values } of series) range = rangeOf(values, range);
  return widen(rangeOf(markers.map(({ value }) => value), range));
}

function rangeOf(
  values: readonly (number | null | undefined)[],
  { min, max }: AxisRange = { min: Infinity, max: -Infinity },
): AxisRange {
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

/** A range of which both ends can be drawn, and are apart. */
function widen({ min, max }: AxisRange): AxisRange {
  if (min > max) return { min: 0, max: 1 };
  const [least, most] = [Math.max(min, -largestValue), Math.min(max, largestValue)];
  const margin = Math.max(Math.abs(most) * 1e-9, leastDistance);
  if (most - least > margin) return { min: least, max: most };
  const distance = Math.abs(most) * 0.05 || 1;
  return { min: least - distance, max: most + distance };
}

function valueTicks(
  range: AxisRange,
  { count, options }: { count: number; options: LineChartSvgOptions },
): AxisTick[] {
  const { formatValue } = options;
  return numberTicks(range, count).map(({ value, label }) => ({
    value,
    label: formatValue === undefined ? label : formatValue(value),
  }));
}

/** From a value to its place; what lies outside of the range goes to its end. */
function createScale(
  { min, max }: AxisRange,
  { from, to }: { from: number; to: number },
): (value: number) => number {
  return (value) => from + (Math.min(Math.max(value, min), max) - min) / (max - min) * (to - from);
}
