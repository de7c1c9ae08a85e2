/**
 * Dates as the API writes them. Times are milliseconds since the epoch; a text without a zone means UTC.
 * @module
 */

const isoPattern =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** The moment that an ISO 8601 date or date-time names; null for anything else, such as month 13. */
export function parseIsoDate(text: string): number | null {
  const match = isoPattern.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Math.trunc(Number(`0.${match[7] ?? "0"}`) * 1000);
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(time);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0 &&
    hour < 24 && minute < 60 && second < 60;
  return isReal ? time - zoneOffset(match[8]) : null;
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** `2015-01-01T00:00:00Z`, with milliseconds where there are any. */
export function toUtcText(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

/** `2015-01-01T00:00:00`: UTC, without saying so. */
export function toZonelessText(time: number): string {
  return toUtcText(time).slice(0, 19);
}

/** `2015-01-01` for midnight UTC, else the full {@linkcode toUtcText}. */
export function toDateText(time: number): string {
  const text = toUtcText(time);
  return text.endsWith("T00:00:00Z") ? text.slice(0, 10) : text;
}
