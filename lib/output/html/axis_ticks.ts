/**
 * Where an axis has its marks, and what stands there.
 * @module
 */
import { formatNumber } from "../format.ts";

/** One mark on an axis. */
export interface AxisTick {
  /** A value, or milliseconds since the epoch. */
  value: number;
  label: string;
}

/** What an axis shows; both ends are finite, `min` is less than `max`. */
export interface AxisRange {
  min: number;
  max: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;
/** Steps of fixed length, in milliseconds. */
const clockSteps = [1, 2, 5, 10, 30].map((count) => count * minute)
  .concat([1, 3, 6, 12].map((count) => count * hour), [1, 2, 7, 14].map((count) => count * day));
/** Steps by the calendar, in months. */
const calendarSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
/** Beyond these digits a number is shorter with an exponent. */
const mostDigits = 10;

/** Round values within the range, about `count` of them. Labels have the decimals that tell them apart. */
export function numberTicks(range: AxisRange, count: number): AxisTick[] {
  const step = roundStep((range.max - range.min) / Math.max(1, count));
  const exponent = Math.floor(Math.log10(step) + 1e-9);
  const largest = Math.max(Math.abs(range.min), Math.abs(range.max));
  const isPlain = -exponent <= mostDigits && largest < 1e15;
  const first = Math.ceil(range.min / step);
  const total = Math.min(2 * count + 2, Math.floor(range.max / step) - first + 1);
  return Array.from({ length: Math.max(0, total) }, (_, index) => {
    const value = (first + index) * step;
    return {
      value,
      label: isPlain ? formatNumber(value, Math.max(0, -exponent)) : value.toPrecision(4),
    };
  });
}

/** Full minutes, hours, days, months or years (UTC) within the range, about `count` of them. */
export function timeTicks(range: AxisRange, count: number): AxisTick[] {
  const wanted = (range.max - range.min) / Math.max(1, count);
  const clockStep = clockSteps.find((step) => step >= wanted);
  if (clockStep !== undefined) return clockTicks(range, clockStep);
  const months = calendarSteps.find((step) => step * month >= wanted) ?? 12_000;
  return calendarTicks(range, months);
}

function clockTicks({ min, max }: AxisRange, step: number): AxisTick[] {
  // The epoch was a Thursday; weeks start on a Monday.
  const offset = step % (7 * day) === 0 ? 4 * day : 0;
  const first = Math.ceil((min - offset) / step);
  const total = Math.floor((max - offset) / step) - first + 1;
  return Array.from({ length: total }, (_, index) => {
    const value = offset + (first + index) * step;
    const text = isoText(value);
    return { value, label: value % day === 0 ? text.slice(0, 10) : text.slice(5, 16).replace("T", " ") };
  });
}

function calendarTicks({ min, max }: AxisRange, months: number): AxisTick[] {
  const start = new Date(min);
  const ticks: AxisTick[] = [];
  const first = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (let index = first; ticks.length <= 100; index += months) {
    const value = new Date(0).setUTCFullYear(Math.floor(index / 12), index % 12, 1);
    if (!(value <= max)) break;
    if (value >= min) ticks.push({ value, label: isoText(value).slice(0, months >= 12 ? 4 : 7) });
  }
  return ticks;
}

function isoText(time: number): string {
  return new Date(time).toISOString();
}

/** The next number of the form 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
