/**
 * Times of day, with or without a zone.
 * @module
 */

const minute = 60_000;
const second = 1_000;
/** Characters of the longest text that is a time of day. */
const longestTime = 100;

/** Zones that are written as letters, in hours from UTC. Letters that mean several zones are not among them. */
const zoneHours: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  HKT: 8,
  JST: 9,
  KST: 9,
};

/** A time of day. */
interface TimeOfDay {
  /** Milliseconds since midnight, 0–86,400,000. */
  readonly time: number;
  /** Milliseconds from UTC to the zone it is in; NaN where none is written. */
  readonly offset: number;
}

const colons = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(.*)$/;
const digits = /^(\d{3,6})(?:[.,](\d{1,9}))?\s*(?:([AaPp])[Mm])?\s*(\D.*)?$/;
const hourOnly = /^(\d{1,2})\s*([AaPp])[Mm]\s*(.*)$/;
const offsetText = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?$/i;

/** `14:30`, `14:30:00.5`, `2:30 PM`, `930`, `1430`, `143000`, each with a zone or without; undefined for another text. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  if (text.length > longestTime) return undefined;
  const named = colons.exec(text);
  if (named !== null) {
    const [, hours, minutes, seconds = "0", fraction = "0", half, zone] = named;
    return toTime({ hours, minutes, seconds, fraction, half, zone });
  }
  const plain = digits.exec(text);
  if (plain !== null) {
    const hasSeconds = plain[1].length > 4;
    const padded = plain[1].padStart(hasSeconds ? 6 : 4, "0");
    const [hours, minutes] = [padded.slice(0, 2), padded.slice(2, 4)];
    const seconds = hasSeconds ? padded.slice(4) : "0";
    return toTime({
      hours,
      minutes,
      seconds,
      fraction: plain[2] ?? "0",
      half: plain[3],
      zone: plain[4] ?? "",
    });
  }
  const hour = hourOnly.exec(text);
  if (hour === null) return undefined;
  return toTime({ hours: hour[1], minutes: "0", seconds: "0", fraction: "0", half: hour[2], zone: hour[3] });
}

interface TimeParts {
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
  readonly fraction: string;
  /** The first letter of AM or PM. */
  readonly half: string | undefined;
  readonly zone: string;
}

function toTime(parts: TimeParts): TimeOfDay | undefined {
  const offset = parts.zone === "" ? NaN : parseZone(parts.zone.replace(/\[[^\]]*\]$/, "").trim());
  if (offset === undefined) return undefined;
  const [minutes, seconds] = [Number(parts.minutes), Number(parts.seconds)];
  const written = Number(parts.hours);
  if (parts.half !== undefined && (written < 1 || written > 12)) return undefined;
  const isAfternoon = parts.half?.toLowerCase() === "p";
  const hours = parts.half === undefined ? written : written % 12 + (isAfternoon ? 12 : 0);
  if (hours > 24 || minutes > 59 || seconds > 59 || (hours === 24 && minutes + seconds > 0)) return undefined;
  const fraction = Math.floor(Number(`0.${parts.fraction}`) * second + 1e-6);
  return { time: (hours * 60 + minutes) * minute + seconds * second + fraction, offset };
}

/** Milliseconds from UTC; undefined for what is no zone. */
function parseZone(text: string): number | undefined {
  const hours = zoneHours[text.toUpperCase()];
  if (hours !== undefined) return hours * 60 * minute;
  const parts = offsetText.exec(text);
  if (parts === null) return undefined;
  const [away, minutes] = [Number(parts[2]), Number(parts[3] ?? 0)];
  if (away > 14 || minutes > 59) return undefined;
  return (away * 60 + minutes) * minute * (parts[1] === "-" ? -1 : 1);
}
