/**
 * The forms of date and time that files of price bars use.
 * @module
 */

/** Which comes first in a date such as 03/04/2020; unknown when nothing in the file tells. */
export type DayOrder = "day first" | "month first" | "unknown" | "contradictory";

const minute = 60_000;
const second = 1_000;

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(.*)$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(.*)$/;
const digitsOnly = /^\d+$/;
const compact = /^(\d{4})(\d{2})(\d{2})([T ]?\d{2}.*)?$/;
const epochSeconds = /^\d{9,10}(\.\d*)?$/;
const timeOfDay =
  /^(?:[T ,]\s*)?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?$/i;

/**
 * Milliseconds since the epoch, or NaN for a text that is no moment in a known form: year-month-day,
 * year/month/day, year.month.day, yearmonthday, day.month.year, or with `order` known day/month/year or
 * month/day/year, each with or without a time of day and a zone; or epoch seconds or milliseconds. Without a zone
 * the time is UTC. Days and times that do not exist are NaN.
 */
export function parseTime(text: string, order: DayOrder): number {
  if (digitsOnly.test(text) || epochSeconds.test(text)) return parseDigits(text);
  const parts = yearFirst.exec(text);
  if (parts !== null) {
    return dayStart(Number(parts[1]), Number(parts[3]), Number(parts[4])) + parseTimeOfDay(parts[5]);
  }
  const reversed = yearLast.exec(text);
  if (reversed !== null) {
    const dayFirst = reversed[2] === "." || order === "day first";
    if (!dayFirst && order !== "month first") return NaN;
    const [day, month] = dayFirst ? [reversed[1], reversed[3]] : [reversed[3], reversed[1]];
    return dayStart(Number(reversed[4]), Number(month), Number(day)) + parseTimeOfDay(reversed[5]);
  }
  return parseCompact(text);
}

/** Whether a text has the look of a moment, day and month in whatever order. */
export function looksLikeTime(text: string): boolean {
  return !Number.isNaN(parseTime(text, "day first")) || !Number.isNaN(parseTime(text, "month first"));
}

/** Whether a text is a time of day without a date, as in files with a column for each. */
export function looksLikeTimeOfDay(text: string): boolean {
  return digitsOnly.test(text)
    ? text === "0" || ((text.length === 4 || text.length === 6) && !Number.isNaN(parseTimeOfDay(text)))
    : text !== "" && !Number.isNaN(parseTimeOfDay(text));
}

/** Whether day and month of a text could be taken for each other by their place. */
export function isOrderDependent(text: string): boolean {
  const parts = yearLast.exec(text);
  return parts !== null && parts[2] !== ".";
}

/** What a text tells about the order of day and month, given what the texts before it told. */
export function refineOrder(order: DayOrder, text: string): DayOrder {
  const parts = yearLast.exec(text);
  if (parts === null || parts[2] === ".") return order;
  const told = Number(parts[1]) > 12 ? "day first" : Number(parts[3]) > 12 ? "month first" : "unknown";
  if (told === "unknown" || told === order) return order;
  return order === "unknown" ? told : "contradictory";
}

function parseDigits(text: string): number {
  const length = text.indexOf(".") < 0 ? text.length : text.indexOf(".");
  if (length === 9 || length === 10) return Math.round(Number(text) * second);
  if (length === 8 || length === 14) return parseCompact(text);
  // As yearmonthdayhourminute these are the dates from 1900 to 2099; as milliseconds, a few months of 1976.
  if (length === 12) return /^(19|20)/.test(text) ? parseCompact(text) : Number(text);
  return length === 13 ? Number(text) : NaN;
}

function parseCompact(text: string): number {
  const parts = compact.exec(text);
  if (parts === null) return NaN;
  return dayStart(Number(parts[1]), Number(parts[2]), Number(parts[3])) + parseTimeOfDay(parts[4] ?? "");
}

/** Midnight of a day, UTC, in milliseconds since the epoch; NaN for a day that does not exist, and before the year 1000. */
export function dayStart(year: number, month: number, day: number): number {
  // Date.UTC() takes the years before 100 for those of the 20th century.
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN;
  return Date.UTC(year, month - 1, day);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function parseTimeOfDay(text: string): number {
  if (text === "") return 0;
  const parts = timeOfDay.exec(text);
  if (parts === null) return NaN;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return NaN;
  const [zoneHours, zoneMinutes] = [Number(parts[6] ?? 0), Number(parts[7] ?? 0)];
  if (zoneHours > 14 || zoneMinutes > 59) return NaN;
  const fraction = parts[4] === undefined ? 0 : Math.round(Number(`0.${parts[4]}`) * second);
  const zone = (zoneHours * 60 + zoneMinutes) * (parts[5] === "-" ? -1 : 1);
  return (hours * 60 + minutes - zone) * minute + seconds * second + fraction;
}
