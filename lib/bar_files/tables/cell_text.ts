/**
 * Values of tables as a file of text has them.
 * @module
 */
import { Zone } from "../times/zone.ts";
import { quoteCell } from "./table_text.ts";

const day = 86_400_000;
/** Offsets from UTC change at whole quarters of an hour only. */
const quarter = 900_000;

/** What the values of a column are. */
export type CellKind =
  /** Milliseconds since the epoch: of UTC, shown by the clocks of `zone` where there is one. */
  | { readonly kind: "moment"; readonly zone: string | undefined }
  /** Milliseconds since the epoch, as if the file's clocks were those of UTC: their zone is not known. */
  | { readonly kind: "wall" }
  /** Milliseconds since the epoch of a midnight. */
  | { readonly kind: "date" }
  /** Since midnight, in units of which so many are a millisecond. */
  | { readonly kind: "timeOfDay"; readonly divisor: bigint }
  | { readonly kind: "float32" }
  /** Numbers, texts and so on. */
  | { readonly kind: "other" };

/** Makes the text of a value; of a missing one, the empty text. */
export function cellWriter(cell: CellKind): (value: unknown) => string {
  switch (cell.kind) {
    case "moment":
      return writeNumber(cell.zone === undefined ? utcText : zonedText(cell.zone));
    case "wall":
      return writeNumber((time) => utcText(time).slice(0, -1));
    case "date":
      return writeNumber((time) => utcText(time).slice(0, 10));
    case "timeOfDay": {
      const write = writeNumber((time) => utcText(((time % day) + day) % day).slice(11, -1));
      return (count) => write(convertTime(count, cell.divisor));
    }
    case "float32":
      return writeNumber(float32Text);
    case "other":
      return writeOther;
  }
}

/** Milliseconds of a count of smaller units, floored; undefined for a missing value. */
export function convertTime(count: unknown, divisor: bigint): number | undefined {
  if (typeof count !== "bigint" && typeof count !== "number") return undefined;
  const whole = BigInt(count);
  const rest = ((whole % divisor) + divisor) % divisor;
  return Number((whole - rest) / divisor);
}

function writeNumber(write: (value: number) => string): (value: unknown) => string {
  return (value) => typeof value === "number" ? write(value) : "";
}

function writeOther(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isNaN(value) ? "" : String(value);
    case "string":
      return quoteCell(value);
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return "";
  }
}

/** `2024-01-31T14:30:00Z`, with milliseconds where there are any; a moment that no calendar has is no text. */
function utcText(time: number): string {
  const whole = Math.floor(time);
  if (!(Math.abs(whole) <= 8.64e15)) return "";
  const text = new Date(whole).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

/** What the clocks of a zone show, with their distance from UTC: a bar of a day belongs to the date that they show. */
function zonedText(name: string): (time: number) => string {
  const zone = openZone(name);
  if (zone === undefined) return utcText;
  let before = NaN;
  let offset = 0;
  return (time) => {
    const current = Math.floor(time / quarter);
    if (current !== before) {
      const start = current * quarter;
      if (Math.abs(start) <= 8.64e15 - day) offset = zone.toWall(start) - start;
      before = current;
    }
    const text = utcText(time + offset);
    const minutes = Math.abs(offset) / 60_000;
    if (text === "" || !Number.isInteger(minutes)) return utcText(time);
    const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
    return `${text.slice(0, -1)}${offset < 0 ? "-" : "+"}${hours}:${String(minutes % 60).padStart(2, "0")}`;
  };
}

function openZone(name: string): Zone | undefined {
  try {
    return new Zone(name);
  } catch (error) {
    // A moment is known without its zone as well.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The shortest decimal number that becomes the same float32, as whoever wrote it would write it to text. */
function float32Text(value: number): string {
  if (Number.isNaN(value)) return "";
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
