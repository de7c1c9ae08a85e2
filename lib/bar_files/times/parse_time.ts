/**
 * The forms of date and time that files of price bars use.
 * @module
 */
import { monthOf } from "./month_names.ts";
import { parseTimeOfDay } from "./time_of_day.ts";

/** The order of day, month and year in a date such as 03/04/2020; what `--date-order` takes. */
export const dateOrders = ["dmy", "mdy", "ymd"] as const;

/** One of {@linkcode dateOrders}. */
export type DateOrder = typeof dateOrders[number];

/** A moment as a file has it. */
interface Stamp {
  /** What the file's calendar and clock show, as milliseconds since the epoch as if they were those of UTC. */
  readonly wall: number;
  /** Milliseconds from UTC to the zone of the stamp; NaN where it names none. */
  readonly offset: number;
}

/** The numbers of a date whose order only its place tells. */
interface DateNumbers {
  readonly numbers: readonly [number, number, number];
  /** A year of two digits can stand at both ends. */
  readonly hasShortYear: boolean;
  readonly hasDots: boolean;
}

const second = 1_000;
/** Characters of the longest text that is a moment. */
const longestMoment = 100;
const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(.*)$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;
const dayMonth =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[-/. ]*(\p{L}{3,})\.?,?[-/. ]*(\d{4}|\d{2})(?!\d)(.*)$/u;
const monthDay =
  /^(?:\p{L}+\.?,?\s+)?(\p{L}{3,})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?,?[-/ ]+(\d{4})(?!\d)(.*)$/u;
const yearMonthName = /^(\d{4})[-/. ](\p{L}{3,})\.?[-/. ](\d{1,2})(?!\d)(.*)$/u;
const digitsOnly = /^\d+$/;
const epoch = /^(\d{9,19})(?:\.\d*)?$/;
const scientific = /^\d(?:\.\d+)?[eE]\+?(\d{1,2})$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T :_-](\d.*)|(\d{2}.*))?$/;
const sheetDay = /^[2-6]\d{4}(?:\.\d+)?$/;
/** Days from the first day of spreadsheets to the epoch. */
const sheetEpoch = 25_569;

/**
 * The moment of a text; undefined for a text that is no moment in a known form: year-month-day in any of its forms,
 * dates with the name of a month, day.month.year or with `order` known day/month/year, month/day/year and two-digit
 * years (1970–2069), each with or without a time of day and a zone; or time since the epoch in seconds, milliseconds,
 * microseconds or nanoseconds. Days and times that do not exist are undefined.
 */
export function parseStamp(text: string, order?: DateOrder): Stamp | undefined {
  if (text.length > longestMoment) return undefined;
  if (digitsOnly.test(text) || epoch.test(text) || scientific.test(text)) return parseDigits(text);
  const first = yearFirst.exec(text);
  if (first !== null) {
    return join([first[1], first[3] ?? first[5], first[4] ?? first[6]].map(Number), first[7]);
  }
  const last = yearLast.exec(text);
  if (last !== null) return parseOrdered(last, order);
  const squeezed = compact.exec(text);
  if (squeezed !== null) return join(squeezed.slice(1, 4).map(Number), squeezed[4] ?? squeezed[5] ?? "");
  return parseNamedMonth(text) ?? parseSheetDay(text);
}

/** The numbers of a date whose order is open; undefined for any other text. */
export function readDateNumbers(text: string): DateNumbers | undefined {
  const parts = text.length > longestMoment ? null : yearLast.exec(text);
  if (parts === null) return undefined;
  return {
    numbers: [Number(parts[1]), Number(parts[3]), Number(parts[4])],
    hasShortYear: parts[4].length === 2,
    hasDots: parts[2] === ".",
  };
}

/** Whether a text has the look of a moment, day and month in whatever order. */
export function looksLikeTime(text: string): boolean {
  return dateOrders.some((order) => parseStamp(text, order) !== undefined);
}

/** Whether a text is a time of day without a date, as in files with a column for each. */
export function looksLikeTimeOfDay(text: string): boolean {
  // Minutes after midnight, or hours: as numbers they have no leading zeros.
  return /^\d{1,2}$/.test(text) ? Number(text) < 60 : parseTimeOfDay(text) !== undefined;
}

/** Whether a moment has a time of day in its text. */
export function hasTimeOfDay(text: string): boolean {
  if (text.length > longestMoment) return false;
  return epoch.test(text) && text.length !== 14 || /\d[T ]?\s*\d{1,2}:\d{2}|^\d{8}[T :_-]?\d{4,}/.test(text);
}

/** Midnight of a day, UTC, in milliseconds since the epoch; NaN for a day that does not exist, and before the year 1000. */
export function dayStart(year: number, month: number, day: number): number {
  // Date.UTC() takes the years before 100 for those of the 20th century.
  if (!(year >= 1000) || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN;
  return Date.UTC(year, month - 1, day);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parseOrdered(parts: readonly string[], order: DateOrder | undefined): Stamp | undefined {
  const [first, second, last] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const isShort = parts[4].length === 2;
  const applied = order ?? (parts[2] === "." ? "dmy" : undefined);
  if (applied === undefined || (applied === "ymd" && !isShort)) return undefined;
  if (applied === "ymd") return join([fullYear(first), second, last], parts[5]);
  const [day, month] = applied === "dmy" ? [first, second] : [second, first];
  return join([isShort ? fullYear(last) : last, month, day], parts[5]);
}

function fullYear(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year;
}

function parseNamedMonth(text: string): Stamp | undefined {
  const third = yearMonthName.exec(text);
  if (third !== null) return join([Number(third[1]), monthOf(third[2]), Number(third[3])], third[4]);
  const first = monthDay.exec(text);
  if (first !== null) return join([Number(first[3]), monthOf(first[1]), Number(first[2])], first[4]);
  const second = dayMonth.exec(text);
  if (second === null) return undefined;
  const year = Number(second[3]);
  return join(
    [second[3].length === 2 ? fullYear(year) : year, monthOf(second[2]), Number(second[1])],
    second[4],
  );
}

/** A day of a spreadsheet, which counts from 1899-12-30. */
function parseSheetDay(text: string): Stamp | undefined {
  if (!sheetDay.test(text)) return undefined;
  return { wall: Math.round((Number(text) - sheetEpoch) * 86_400) * second, offset: NaN };
}

function join([year, month, day]: readonly number[], rest: string): Stamp | undefined {
  const midnight = dayStart(year, month, day);
  if (Number.isNaN(midnight)) return undefined;
  const text = rest.replace(/^[T,:_\s-]+/, "").trim();
  if (text === "") return /[T:_-]\s*$/.test(rest) ? undefined : { wall: midnight, offset: NaN };
  const time = parseTimeOfDay(text);
  return time === undefined ? undefined : { wall: midnight + time.time, offset: time.offset };
}

function parseDigits(text: string): Stamp | undefined {
  const moment = (milliseconds: number): Stamp | undefined =>
    Number.isFinite(milliseconds) ? { wall: milliseconds, offset: 0 } : undefined;
  const power = scientific.exec(text);
  if (power !== null) return parseDigits(Number(text).toFixed(0));
  const length = text.indexOf(".") < 0 ? text.length : text.indexOf(".");
  if (length === 5) return parseSheetDay(text);
  if (length === 9 || length === 10) return moment(Math.round(Number(text) * second));
  // As yearmonthdayhourminute these are the dates from 1900 to 2099; as milliseconds, a few months of 1976.
  const isCompact = length === 8 || length === 14 || length === 17 ||
    (length === 12 && /^(19|20)/.test(text));
  if (isCompact) {
    const parts = /^(\d{4})(\d\d)(\d\d)(\d{4}(?:\d\d)?)?(\d{3})?$/.exec(text);
    if (parts === null) return undefined;
    const time = parts[4] === undefined ? "" : ` ${parts[4]}${parts[5] === undefined ? "" : `.${parts[5]}`}`;
    return join(parts.slice(1, 4).map(Number), time);
  }
  if (length === 12 || length === 13) return moment(Math.floor(Number(text)));
  if (length === 15 || length === 16) return moment(Math.floor(Number(text) / 1e3));
  return length === 18 || length === 19
    ? moment(Number(BigInt(text.slice(0, length)) / 1_000_000n))
    : undefined;
}

/** The moment that so many milliseconds since a midnight are, which stand as digits in a text; undefined for any other text. */
export function stampOfDay(midnight: number, text: string): Stamp | undefined {
  const time = /^\d{1,8}$/.test(text) ? Number(text) : NaN;
  return time < 86_400_000 ? { wall: midnight + time, offset: NaN } : undefined;
}
