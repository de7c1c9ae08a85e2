/**
 * Which field of a row is which, from the names in the header or from the look of the first row.
 * @module
 */

import { looksLikeTime, looksLikeTimeOfDay } from "./parse_time.ts";
import { cutField, listFields, quoteField } from "./quote_field.ts";

/** The places of the columns in a row, counted from 0. */
export interface BarColumns {
  readonly time: number;
  /** A second column that holds the time of day, or −1. */
  readonly timeOfDay: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** −1 where the file has none. */
  readonly volume: number;
  /** Fields a row has. */
  readonly fieldCount: number;
  readonly hasHeader: boolean;
  /** One line a column: what it is, and the name it was found under. */
  readonly descriptions: readonly string[];
}

/** The most columns that are described one by one although nothing is read from them. */
const mostIgnored = 20;

/** The names each column goes by, lower case and without blanks and punctuation; the earlier one wins. */
const names = {
  time: [
    "timestamp",
    "datetime",
    "date",
    "time",
    "opentime",
    "gmttime",
    "utctime",
    "day",
    "unix",
    "epoch",
    "index",
  ],
  open: ["open", "o", "openprice"],
  high: ["high", "h", "highprice"],
  low: ["low", "l", "lowprice"],
  close: ["close", "c", "last", "closelast", "closeprice", "price"],
  volume: ["volume", "vol", "v", "tickvolume", "tickvol"],
} as const;

/**
 * The columns of a file, from its first row and, where there is one, the row after it. Throws a RangeError that
 * says what was looked for and what was found when a column is missing or a name stands there twice.
 */
export function detectColumns(first: readonly string[], second: readonly string[] | undefined): BarColumns {
  return headerless(first) ?? fromHeader(first, second ?? []);
}

function headerless(row: readonly string[]): BarColumns | undefined {
  const timeOfDay = row.length > 5 && looksLikeTimeOfDay(row[1]) && row[1].includes(":") ? 1 : -1;
  const prices = timeOfDay < 0 ? 1 : 2;
  const numbers = row.slice(prices);
  const areNumbers = numbers.every((field) => field !== "" && Number.isFinite(Number(field)));
  if (!areNumbers || numbers.length < 4 || numbers.length > 5 || !looksLikeTime(row[0])) return undefined;
  const volume = numbers.length === 5 ? prices + 4 : -1;
  const places = {
    time: 0,
    timeOfDay,
    open: prices,
    high: prices + 1,
    low: prices + 2,
    close: prices + 3,
    volume,
  };
  return {
    ...places,
    fieldCount: row.length,
    hasHeader: false,
    descriptions: describe(places, row.map((_, place) => `field ${place + 1}, no header`)),
  };
}

function fromHeader(header: readonly string[], row: readonly string[]): BarColumns {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const place = (column: keyof typeof names) => findColumn(plain, { column, header });
  const time = findTime(plain, { header, row });
  const places = {
    ...time,
    open: place("open"),
    high: place("high"),
    low: place("low"),
    close: place("close"),
    volume: place("volume"),
  };
  const missing = (["time", "open", "high", "low", "close"] as const).filter((column) => places[column] < 0);
  if (missing.length > 0) {
    const wanted = missing.map((column) => `${column} (${expected(column)})`).join(", ");
    throw new RangeError(`The header has no column for ${wanted}; it has ${listFields(header)}`);
  }
  const titles = header.map((name) => name === "" ? "column without a name" : cutField(name));
  return { ...places, fieldCount: header.length, hasHeader: true, descriptions: describe(places, titles) };
}

function expected(column: "time" | "open" | "high" | "low" | "close"): string {
  return names[column].slice(0, 4).map((name) => `"${name}"`).join(" or ");
}

interface FindColumnOptions {
  readonly column: keyof typeof names;
  readonly header: readonly string[];
}

function findColumn(plain: readonly string[], options: FindColumnOptions): number {
  const { column, header } = options;
  for (const name of names[column]) {
    const place = plain.indexOf(name);
    if (place < 0) continue;
    const again = plain.indexOf(name, place + 1);
    if (again >= 0) {
      throw new RangeError(
        `The header names two columns for ${column}: ${quoteField(header[place])} (${place + 1}) and ${
          quoteField(header[again])
        } (${again + 1})`,
      );
    }
    return place;
  }
  // Exchanges name the unit with it, as in "Volume BTC"; the first is the traded instrument's own.
  return column === "volume" ? plain.findIndex((name) => name.startsWith("volume")) : -1;
}

interface FindTimeOptions {
  readonly header: readonly string[];
  readonly row: readonly string[];
}

function findTime(
  plain: readonly string[],
  options: FindTimeOptions,
): Pick<BarColumns, "time" | "timeOfDay"> {
  const { header, row } = options;
  const date = plain.indexOf("date");
  const time = plain.indexOf("time");
  if (date >= 0 && time >= 0) {
    if (looksLikeTimeOfDay(row[time] ?? "")) return { time: date, timeOfDay: time };
    if (looksLikeTime(row[time] ?? "")) return { time, timeOfDay: -1 };
  }
  const named = findColumn(plain, { column: "time", header });
  return { time: named < 0 && header[0] === "" ? 0 : named, timeOfDay: -1 };
}

type Places = Pick<BarColumns, "time" | "timeOfDay" | "open" | "high" | "low" | "close" | "volume">;

function describe(places: Places, titles: readonly string[]): string[] {
  const { time, timeOfDay, open, high, low, close, volume } = places;
  const used = [time, timeOfDay, open, high, low, close, volume];
  const ignored = titles.filter((_, place) => !used.includes(place));
  const left = ignored.length - mostIgnored;
  return [
    timeOfDay < 0 ? `time: ${titles[time]}` : `time: ${titles[time]} with ${titles[timeOfDay]}`,
    `open: ${titles[open]}`,
    `high: ${titles[high]}`,
    `low: ${titles[low]}`,
    `close: ${titles[close]}`,
    volume < 0 ? "volume: no column, 0 for every bar" : `volume: ${titles[volume]}`,
    ...ignored.slice(0, mostIgnored).map((title) => `ignored: ${title}`),
    ...left > 0 ? [`ignored: ${left} more`] : [],
  ];
}
