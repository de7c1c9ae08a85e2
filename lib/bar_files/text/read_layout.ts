/**
 * What a file of text is, from its first lines.
 * @module
 */
import { type BarFileOptions, parseColumnChoice } from "../bar_file_options.ts";
import { type DecimalSign, detectDecimal, isMissing, parseNumber } from "../rows/parse_number.ts";
import { holdsPrices } from "../rows/holds_prices.ts";
import { looksLikeTime } from "../times/parse_time.ts";
import {
  countPriceNames,
  findColumns,
  type FindColumnsOptions,
  findShape,
  type FoundColumns,
} from "./find_columns.ts";
import { LineReader } from "./line_reader.ts";
import { listFields, quoteField } from "./quote_field.ts";
import { detectSeparator, longestLine, splitRow } from "./split_row.ts";

/** Lines that are looked at before the rest is read. */
const mostLooked = 60;
/** Names of prices that make a row a header. */
const fewestNames = 3;
/** Lines that a note shows. */
const mostShown = 3;

/** How the rows of a file are read. */
export interface Layout extends FoundColumns {
  readonly separator: string;
  readonly decimal: DecimalSign;
  /** Number of the line of the header; 0 where there is none. */
  readonly headerLine: number;
  /** The header as it stands there; empty where there is none. */
  readonly headerText: string;
  /** Number of the first line that is a row. */
  readonly firstLine: number;
  /** The first rows, as fields. */
  readonly sample: readonly (readonly string[])[];
  /** What was left out before the rows. */
  readonly notes: readonly string[];
}

interface HeadLine {
  readonly number: number;
  readonly text: string;
}

/** The layout of a file. Throws a RangeError that says what the file is where it is none of bars. */
export function readLayout(file: Uint8Array, options: BarFileOptions): Layout {
  const head = readHead(file);
  const declared = /^"?sep=(.)"?$/i.exec(head[0].text)?.[1];
  const lines = declared === undefined ? head : head.slice(1);
  if (lines.length === 0) throw new RangeError("The file has no rows");
  const separator = declared ?? detectSeparator(lines.map(({ text }) => text));
  const rows = lines.map(({ text }) => splitRow(text, separator));
  const choice = {
    separator,
    named: parseColumnChoice(options.columns),
    format: options.format,
    isAdjusted: options.isAdjusted === true,
  };
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    if (row === undefined) {
      if (place > 0) continue;
      throw new RangeError(`Line ${lines[0].number} has a quote that is not closed`);
    }
    const after = rows.slice(place + 1).filter((next) => next !== undefined);
    const found = findShape(row, { ...choice, rows: after });
    const skipped = head.filter(({ number }) => number < lines[place].number);
    if (found !== undefined) {
      // A line of as many words is a header whose names say nothing: which price is which is not to be guessed.
      const above = rows[place - 1];
      if (above?.length === row.length && choice.named.size === 0) {
        throw refuseHeader(above, { ...choice, rows: [row] });
      }
      refuseOtherSeparator(skipped);
      return finish(found, { options, separator, lines, rows, first: place, header: undefined, skipped });
    }
    if (isHeader(row, choice)) {
      return readTable({ options, choice, separator, lines, rows, place, skipped });
    }
  }
  throw refuse(rows.filter((row) => row !== undefined), { ...choice, rows: [] });
}

function readHead(file: Uint8Array): HeadLine[] {
  const head: HeadLine[] = [];
  const line = new LineReader(file);
  while (head.length < mostLooked && line.next()) {
    if (line.isBlank) continue;
    if (line.length > longestLine) {
      if (head.length > 0) continue;
      throw new RangeError(`Line ${line.number} is too long, expected at most ${longestLine} characters`);
    }
    head.push({ number: line.number, text: line.take() });
  }
  if (head.length === 0) throw new RangeError("The file is empty, expected a header and one row a bar");
  const [{ text }] = head;
  if (text.includes("\0")) throw new RangeError("The file has NUL characters, expected text");
  if (head.length === 1 && text.includes("\r")) {
    throw new RangeError("The lines end with CR alone, expected LF or CRLF");
  }
  return head;
}

function isHeader(row: readonly string[], { named }: Pick<FindColumnsOptions, "named">): boolean {
  if (row.filter((field) => !Number.isNaN(parseNumber(field))).length > 1) return false;
  const names = [...named.values()].filter((name) => row.includes(name)).length;
  return countPriceNames(row) + names >= fewestNames;
}

interface FinishOptions {
  readonly options: BarFileOptions;
  readonly separator: string;
  readonly lines: readonly HeadLine[];
  readonly rows: readonly (readonly string[] | undefined)[];
  /** Place of the first row of data among the lines. */
  readonly first: number;
  readonly header: HeadLine | undefined;
  /** Lines that are left out. */
  readonly skipped: readonly HeadLine[];
}

type TableOptions = Omit<FinishOptions, "first" | "header"> & {
  readonly choice: Omit<FindColumnsOptions, "rows">;
  /** Place of the header among the lines. */
  readonly place: number;
};

function readTable(table: TableOptions): Layout {
  const { rows, lines, place, choice } = table;
  const header = rows[place] ?? [];
  const first = rows.findIndex((row, at) =>
    at > place && row !== undefined && (isData(row) || holdsPrices(row))
  );
  const between = first < 0 ? [] : rows.slice(place + 1, first);
  requireOneInstrument(between.concat(rows.slice(0, place)));
  const data = rows.slice(first < 0 ? place + 1 : first).filter((row) => row !== undefined);
  const sample = data.filter(isData);
  const found = findColumns(header, { ...choice, rows: first < 0 ? data : sample });
  if (data.length === 0) throw new RangeError("The file has a header but no rows");
  const start = first < 0 ? place + 1 : first;
  const skipped = [...table.skipped, ...lines.slice(place + 1, start)];
  return finish(found, { ...table, first: start, header: lines[place], skipped });
}

/** Whether a row has a moment, or numbers enough for prices. */
function isData(row: readonly string[]): boolean {
  return row.some((field) => field.length > 5 && looksLikeTime(field)) ||
    row.filter((field) => !Number.isNaN(parseNumber(field.replace(/[KMB]$/, "")))).length >= 3;
}

/** A second line of a header has a ticker for each column. */
function requireOneInstrument(rows: readonly (readonly string[] | undefined)[]): void {
  const tickers = rows.find((row) => row !== undefined && /^tickers?$/i.test(row[0] ?? ""));
  const names = [...new Set(tickers?.slice(1).filter((name) => name !== ""))];
  if (names.length < 2) return;
  throw new RangeError(
    `The file has columns of several instruments in the line "Ticker": ${
      listFields(names)
    }; export one at a time`,
  );
}

function finish(
  found: FoundColumns,
  { options, separator, lines, rows, first, header, skipped }: FinishOptions,
): Layout {
  const sample = rows.slice(first).filter((row) => row !== undefined);
  const { open, high, low, close } = found.columns;
  const prices = sample.flatMap((row) => [open, high, low, close].map((place) => row[place] ?? ""));
  const decimal = separator === "," && !lines.some(({ text }) => text.includes('"'))
    ? "."
    : detectDecimal(prices, separator);
  requireScale(found, { sample, given: options.priceScale });
  const shown = skipped.slice(0, mostShown).map(({ number, text }) => `line ${number} ${quoteField(text)}`);
  const more = skipped.length - shown.length;
  const note = `Left out before the data: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return {
    ...found,
    separator,
    decimal,
    sample,
    headerLine: header?.number ?? 0,
    headerText: header?.text ?? "",
    // A line that was too long to be looked at is a row as well.
    firstLine: header !== undefined && lines[first - 1] === header
      ? header.number + 1
      : lines[first]?.number ?? 0,
    notes: skipped.length === 0 ? [] : [note],
  };
}

interface RequireScaleOptions {
  readonly sample: readonly (readonly string[])[];
  readonly given: number | undefined;
}

function requireScale({ format }: FoundColumns, { sample, given }: RequireScaleOptions): void {
  if (given !== undefined || format.priceScale === undefined || sample.length === 0) return;
  const scale = format.priceScale(sample[0]);
  if (
    scale === undefined || !sample.every((row) => row.some(isMissing) || format.priceScale?.(row) === scale)
  ) return;
  throw new RangeError(
    `The file looks like ${format.title}, whose prices are in units of ${scale}: give --price-scale ${scale}, or --price-scale 1 if they are not`,
  );
}

/** Throws a RangeError for a header whose names are separated in another way than the rows: whose is what is not known. */
function refuseOtherSeparator(skipped: readonly HeadLine[]): void {
  const header = skipped.find(({ text }) => countPriceNames(text.split(/[;,\t|]/)) >= fewestNames);
  if (header === undefined) return;
  throw new RangeError(
    `Line ${header.number} is a header, ${
      quoteField(header.text)
    }, whose names are separated in another way than the rows`,
  );
}

/** Says which columns a header does not name. */
function refuseHeader(header: readonly string[], options: FindColumnsOptions): RangeError {
  try {
    findColumns(header, options);
  } catch (error) {
    if (error instanceof RangeError) return error;
    throw error;
  }
  return new RangeError(`The line of ${listFields(header)} is no header of bars`);
}

/** Says what was looked for, and what the file has instead. */
function refuse(rows: readonly (readonly string[])[], options: FindColumnsOptions): RangeError {
  const best = rows.toSorted((one, other) => countPriceNames(other) - countPriceNames(one))[0] ?? [];
  const isTable = countPriceNames(best) > 0 || !best.some((field) => !Number.isNaN(parseNumber(field)));
  if (isTable) return refuseHeader(best, options);
  return new RangeError(
    `The file has no header, and rows of ${best.length} fields of no known format, such as ${
      listFields(best)
    }; ` +
      "name the columns with --columns, for example time=1,open=2,high=3,low=4,close=5,volume=6",
  );
}
