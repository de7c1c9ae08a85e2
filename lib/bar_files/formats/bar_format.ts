import type { ColumnRole } from "../text/bar_columns.ts";
import { hasTimeOfDay, looksLikeTime, looksLikeTimeOfDay } from "../times/parse_time.ts";

/** Where the columns of a row without a header are; what is not named is ignored. */
export type RowPlaces = Partial<Record<ColumnRole, number>>;

/** What a row without a header is looked at with. */
interface ShapeOptions {
  readonly separator: string;
  /** The rows behind it, as far as the file is looked at. */
  readonly rows: readonly (readonly string[])[];
}

/** One way in which bars are written to files of text. */
export interface BarFormat {
  /** What `--file-format` takes. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Names of columns that its header has, all of them, as `plainName()` gives them. */
  readonly header?: readonly string[];
  /** The places of the columns where a row without a header is one of it. */
  readonly shape?: (row: readonly string[], file: ShapeOptions) => RowPlaces | undefined;
  /** Names that stand for a column in this format only, before the usual ones. */
  readonly columns?: Partial<Record<ColumnRole, string>>;
  /** Whether times are milliseconds since midnight of a day that only the name of the file has. */
  readonly hasTimesOfDay?: true;
  /** What the prices must be multiplied by, where a row shows that they are not in the instrument's units. */
  readonly priceScale?: (row: readonly string[]) => number | undefined;
}

/** Open, high, low, close and volume one after the other from a place on, as most formats have them. */
export function pricesFrom(place: number): RowPlaces {
  return { open: place, high: place + 1, low: place + 2, close: place + 3, volume: place + 4 };
}

/** Whether all fields are numbers with a decimal point or a decimal comma. */
export function areNumbers(fields: readonly string[]): boolean {
  return fields.every((field) => /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/.test(field));
}

/** Whether a field counts seconds, milliseconds, microseconds or nanoseconds since 1970. */
export function isEpoch(field: string): boolean {
  return /^\d{9,19}(?:\.0*)?$/.test(field) && looksLikeTime(field) && !/^(?:19|20)\d{10,12}$/.test(field);
}

/** Whether a field is a date, with a time of day or without. */
export function isDate(field: string): boolean {
  return !isEpoch(field) && !/^[2-6]\d{4}(?:\.\d+)?$/.test(field) && looksLikeTime(field);
}

/**
 * Whether a row starts with a date and, in a field of its own, a time of day. Digits alone can be a price as well: they
 * are a time of day only where the numbers behind them are sound prices.
 */
export function startsWithDateAndClock(row: readonly string[]): boolean {
  const [date, clock = "", ...numbers] = row;
  if (!isDate(date) || hasTimeOfDay(date) || !looksLikeTimeOfDay(clock)) return false;
  if (/:|[AaPp]\.?[Mm]/.test(clock)) return true;
  const [open, high, low, close] = numbers.map((field) => Number(field.replace(",", ".")));
  const isSound = high >= Math.max(open, close) && low <= Math.min(open, close);
  return /^\d{4}$|^\d{6}$/.test(clock) && numbers.length >= 5 && isSound;
}
