/**
 * Which field of a row is which, from the names in the header or from the look of the first row.
 * @module
 */
import { hasTimeOfDay, looksLikeTime, looksLikeTimeOfDay } from "../times/parse_time.ts";
import { barFormats, plainTable } from "../formats/bar_formats.ts";
import type { BarFormat, RowPlaces } from "../formats/bar_format.ts";
import { type BarColumns, type ColumnRole, columnRoles } from "./bar_columns.ts";
import { adjustedNames, columnNames, instrumentNames, isSplitName, plainName } from "./column_names.ts";
import { placeOf } from "./place_of.ts";
import { listFields, quoteField } from "./quote_field.ts";

/** What was asked for. */
export interface FindColumnsOptions {
  /** Rows after the header, to see what the columns hold. */
  readonly rows: readonly (readonly string[])[];
  readonly separator: string;
  /** The columns that the user named, by role: a name of the header, or a place counted from 1. */
  readonly named: ReadonlyMap<ColumnRole, string>;
  /** The only format that counts. */
  readonly format: string | undefined;
  readonly isAdjusted: boolean;
}

/** The format of a file and the places of its columns. */
export interface FoundColumns {
  readonly format: BarFormat;
  readonly columns: BarColumns;
  readonly hasHeader: boolean;
}

const needed = ["time", "open", "high", "low", "close"] as const;

/** How many of open, high, low and close a row has as names. */
export function countPriceNames(row: readonly string[]): number {
  const plain = row.map(plainName);
  const roles = ["open", "high", "low", "close"] as const;
  return roles.filter((role) => columnNames[role].some((name) => plain.includes(name))).length;
}

/** The columns of rows without a header; undefined where the row is of no known shape. */
export function findShape(row: readonly string[], options: FindColumnsOptions): FoundColumns | undefined {
  const titles = row.map((_, place) => `field ${place + 1}`);
  if (options.named.size > 0) {
    const isByPlace = [...options.named.values()].every((name) => /^\d+$/.test(name));
    if (!isByPlace || !needed.every((role) => options.named.has(role))) return undefined;
    const places = Object.fromEntries([...options.named].map(([role, name]) => [role, Number(name) - 1]));
    const time = places.timeOfDay === undefined
      ? row[places.time]
      : `${row[places.time]} ${row[places.timeOfDay]}`;
    if (time === undefined || !looksLikeTime(time)) return undefined;
    return { format: plainTable, columns: toColumns(places, titles), hasHeader: false };
  }
  for (const format of barFormats) {
    if (options.format !== undefined && options.format !== format.name) continue;
    const places = format.shape?.(row, options);
    if (places !== undefined) return { format, columns: toColumns(places, titles), hasHeader: false };
  }
  return undefined;
}

function toColumns(places: RowPlaces, titles: readonly string[]): BarColumns {
  const column = (role: ColumnRole) => places[role] ?? -1;
  return {
    time: column("time"),
    timeOfDay: column("timeOfDay"),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
    moreVolume: column("moreVolume"),
    tickVolume: column("tickVolume"),
    adjustedClose: column("adjustedClose"),
    period: column("period"),
    instruments: [],
    splits: [],
    fieldCount: titles.length,
    titles,
  };
}

/**
 * The columns of a table with a header. Throws a RangeError that says what was looked for and what was found when a
 * column is missing, a name stands there twice, or a time of day cannot be read.
 */
export function findColumns(header: readonly string[], options: FindColumnsOptions): FoundColumns {
  const extra = findExtraField(header, options.rows);
  const titles = header.map((name, place) => name === "" ? `field ${place + 1}` : name);
  if (extra !== undefined) titles.splice(extra.place, 0, extra.title);
  const plain = titles.map((title, place) =>
    title.startsWith("field ") ? `field${place + 1}` : plainName(title)
  );
  const format = chooseFormat(plain, options.format);
  const place = (role: ColumnRole) => findColumn(plain, { role, titles, format, options });
  const named = placeNames(titles, options);
  const prices = { open: place("open"), high: place("high"), low: place("low"), close: place("close") };
  const time = findTime(plain, {
    titles,
    format,
    options,
    isIndexed: header[0] === "" || header[0] === "Price",
  });
  const places: RowPlaces = {
    ...prices,
    ...time,
    volume: place("volume"),
    moreVolume: format.columns?.moreVolume === undefined ? -1 : place("moreVolume"),
    tickVolume: place("tickVolume"),
    adjustedClose: place("adjustedClose"),
    period: place("period"),
    ...(extra?.role === "timeOfDay" ? { timeOfDay: extra.place } : {}),
    ...named,
  };
  requireAll(places, header);
  const columns = toColumns(options.isAdjusted ? { ...places, ...findAdjusted(plain) } : places, titles);
  const used = columnRoles.map((role) => columns[role]);
  const others = (test: (name: string) => boolean) =>
    plain.flatMap((name, field) => test(name) && !used.includes(field) ? [field] : []);
  const isTick = columns.tickVolume === columns.volume;
  return {
    format,
    hasHeader: true,
    columns: {
      ...columns,
      tickVolume: isTick ? -1 : columns.tickVolume,
      instruments: others((name) => instrumentNames.includes(name)),
      splits: others(isSplitName),
    },
  };
}

function requireAll(places: RowPlaces, header: readonly string[]): void {
  const missing = needed.filter((role) => (places[role] ?? -1) < 0);
  if (missing.length === 0) return;
  const wanted = missing.map((role) => {
    const names = columnNames[role].slice(0, 4).map((name) => `"${name}"`).join(" or ");
    return `${role} (${names})`;
  });
  throw new RangeError(
    `The header has no column for ${wanted.join(", ")}; it has ${
      listFields(header)
    }; name it with --columns ${missing[0]}=…`,
  );
}

/** The places of the columns that the user named. Throws a RangeError for a name that is not there. */
function placeNames(titles: readonly string[], { named }: FindColumnsOptions): RowPlaces {
  const places: RowPlaces = {};
  for (const [role, name] of named) places[role] = placeOf(titles, name);
  return places;
}

/** A field that rows have more than the header: a time of day after the date, or a number of the row before it. */
function findExtraField(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly place: number; readonly title: string; readonly role?: ColumnRole } | undefined {
  const longer = rows.filter((row) => row.length === header.length + 1 && row[row.length - 1] !== "");
  if (longer.length === 0 || longer.length * 2 < rows.length) return undefined;
  const isTimeName = (name: string) => columnNames.time.some((known) => known === plainName(name));
  if (!isTimeName(header[0])) return undefined;
  if (
    longer.every((row) =>
      looksLikeTime(row[0]) && looksLikeTimeOfDay(row[1]) && /[:]|^\d{4}$|^\d{6}$/.test(row[1])
    )
  ) {
    return { place: 1, title: "time of day without a name", role: "timeOfDay" };
  }
  if (longer.every((row) => /^\d+$/.test(row[0]) && looksLikeTime(row[1]))) {
    return { place: 0, title: "number of the row" };
  }
  return undefined;
}

function chooseFormat(plain: readonly string[], name: string | undefined): BarFormat {
  const isOf = ({ header }: BarFormat) =>
    header !== undefined && header.every((word) => plain.includes(word));
  if (name === undefined) return barFormats.find(isOf) ?? plainTable;
  const format = barFormats.find((candidate) => candidate.name === name);
  if (format === undefined) {
    throw new RangeError(
      `Unknown format ${quoteField(name)}, expected one of ${barFormats.map(({ name }) => name).join(", ")}`,
    );
  }
  if (format === plainTable || isOf(format)) return format;
  throw new RangeError(`The file is no ${format.title}: ${listFields(plain)} are its columns`);
}

interface FindColumnOptions {
  readonly role: ColumnRole;
  readonly titles: readonly string[];
  readonly format: BarFormat;
  readonly options: FindColumnsOptions;
}

function findColumn(plain: readonly string[], { role, titles, format, options }: FindColumnOptions): number {
  if (options.named.has(role)) return -1;
  const special = format.columns?.[role];
  const names = special === undefined ? columnNames[role] : [special, ...columnNames[role]];
  for (const name of names) {
    const place = plain.indexOf(name);
    if (place < 0) continue;
    const again = plain.indexOf(name, place + 1);
    if (again >= 0 && name !== "index") {
      throw new RangeError(
        `The header names two columns for ${role}: ${quoteField(titles[place])} (${place + 1}) and ${
          quoteField(titles[again])
        } (${again + 1})`,
      );
    }
    return place;
  }
  // Exchanges name the unit with it, as in "Volume BTC"; the first is the traded instrument's own.
  return role === "volume" ? plain.findIndex((name) => name.startsWith("volume")) : -1;
}

interface FindTimeOptions extends Omit<FindColumnOptions, "role"> {
  /** Whether the first column is the time although its name does not say so. */
  readonly isIndexed: boolean;
}

function findTime(plain: readonly string[], find: FindTimeOptions): RowPlaces {
  const { titles, format, options: { rows, named } } = find;
  if (named.has("time")) return {};
  const special = format.columns?.time;
  if (special !== undefined && plain.includes(special)) return { time: plain.indexOf(special) };
  const names: readonly string[] = columnNames.time;
  const places = names.flatMap((name) => plain.indexOf(name) < 0 ? [] : [plain.indexOf(name)]);
  if (places.length === 0 || find.isIndexed && !looksTimed(rows, places[0])) {
    if (find.isIndexed) return { time: 0 };
  }
  const isDigitClock = (place: number) =>
    places.length > 1 && columnNames.timeOfDay.some((name) => name === plain[place]) &&
    rows.every((row) => /^\d{0,6}$/.test(row[place] ?? ""));
  const moments = places.filter((place) => looksTimed(rows, place) && !isDigitClock(place));
  const clock = named.has("timeOfDay") ? undefined : findClock(plain, { titles, rows, moments });
  const date = moments[0] ?? places[0];
  if (date === undefined) return {};
  if (clock !== undefined && clock !== date && !rows.some((row) => hasTimeOfDay(row[date] ?? ""))) {
    return { time: date, timeOfDay: clock };
  }
  // Of two moments the one that has a time of day.
  const timed = moments.find((place) => rows.some((row) => hasTimeOfDay(row[place] ?? "")));
  return { time: timed ?? date };
}

/** Whether what a column holds, as far as it was looked at, are moments. */
function looksTimed(rows: readonly (readonly string[])[], place: number): boolean {
  const fields = rows.map((row) => row[place] ?? "").filter((field) => field !== "");
  return fields.length > 0 && fields.filter(looksLikeTime).length * 2 > fields.length;
}

interface FindClockOptions {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold moments. */
  readonly moments: readonly number[];
}

/** The column of the time of day. Throws a RangeError for one by its name that holds none. */
function findClock(
  plain: readonly string[],
  { titles, rows, moments }: FindClockOptions,
): number | undefined {
  const names: readonly string[] = columnNames.timeOfDay;
  const place = plain.findIndex((name, field) => names.includes(name) && !moments.includes(field));
  if (place < 0 || moments.length === 0) return undefined;
  const unread = rows.map((row) => row[place] ?? "").find((field) =>
    field !== "" && !looksLikeTimeOfDay(field)
  );
  if (unread === undefined) return place;
  throw new RangeError(
    `Column ${quoteField(titles[place])} has ${
      quoteField(unread)
    }, which is no time of day, expected for example 14:30`,
  );
}

/** The places of the adjusted prices, where the file has all of them. */
function findAdjusted(plain: readonly string[]): RowPlaces {
  const place = (names: readonly string[]) => plain.findIndex((name) => names.includes(name));
  const places = {
    open: place(adjustedNames.open),
    high: place(adjustedNames.high),
    low: place(adjustedNames.low),
    close: place(adjustedNames.close),
  };
  const isComplete = Object.values(places).every((found) => found >= 0);
  return isComplete ? { ...places, adjustedClose: -1 } : {};
}
