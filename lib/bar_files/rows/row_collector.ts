/**
 * All rows of a file, one after the other.
 * @module
 */
import { type BarFileOptions, isCalendarTimeframe } from "../bar_file_options.ts";
import type { BarFileProblem } from "../bar_file.ts";
import { countLines, LineReader } from "../text/line_reader.ts";
import { placeOf } from "../text/place_of.ts";
import { listFields, quoteField } from "../text/quote_field.ts";
import type { Layout } from "../text/read_layout.ts";
import { dateInName } from "../times/date_in_name.ts";
import { findDateOrder, type OrderFinding } from "../times/date_order.ts";
import { Zone } from "../times/zone.ts";
import { RowReader } from "./row_reader.ts";
import { walkRows } from "./walk_rows.ts";

/** Problems that are kept with their text; all are counted. */
const maxProblems = 100;
/** Bytes of the shortest row that can be a bar: eight of a date, and four prices of one digit after a separator. */
const shortestRow = 16;
/** Bars that fit into the memory of any machine that has some: a gigabyte. */
const mostBars = 20_000_000;

/** What the rows are. */
export interface CollectRowsOptions {
  readonly layout: Layout;
  readonly options: BarFileOptions;
}

/** The rows of a file. */
export interface CollectedRows {
  readonly reader: RowReader;
  /** The first 100. */
  readonly problems: readonly BarFileProblem[];
  readonly problemCount: number;
  readonly rows: number;
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** Reads the rows of a file, which may come in parts. */
export class RowCollector {
  readonly #layout: Layout;
  readonly #options: BarFileOptions;
  readonly #reader: RowReader;
  readonly #problems: BarFileProblem[] = [];
  /** The problems since the last row that may be a bar: what stands below the data. */
  #footer: BarFileProblem[] = [];
  #problemCount = 0;
  #rows = 0;
  #headers = 0;
  /** The last line with a bar. */
  #last = 0;
  /** Lines of the parts before. */
  #lines = 0;

  /** `start` is the file, or its first part, which tells the order of day and month. It is not read yet. */
  constructor(start: Uint8Array, { layout, options }: CollectRowsOptions) {
    const { columns, separator, decimal } = layout;
    this.#layout = layout;
    this.#options = options;
    this.#reader = new RowReader({
      columns,
      separator,
      decimal,
      isCalendar: isCalendarTimeframe(options.timeframe),
      detectOrder: () => findOrder(start, { layout, options }),
      zone: openZone(options.timezone),
      midnight: layout.format.hasTimesOfDay === true ? requireDate(options.fileName) : undefined,
      where: parseWhere(options.where, columns.titles),
      isAdjusted: requireAdjusted(options, layout),
      repairs: options.repairs === true,
    });
  }

  /** Reads a part of the file, of whole lines. Throws a RangeError where there are too many bars. */
  add(part: Uint8Array): void {
    const reader = this.#reader;
    const layout = this.#layout;
    const before = this.#lines;
    const lines = countLines(part);
    // Lines that are too short for a bar need no room: there may be a hundred million of them.
    reader.reserve(Math.min(lines, Math.ceil(part.length / shortestRow)));
    const line = new LineReader(part, before);
    while (line.next()) {
      if (line.number < layout.firstLine || line.isBlank) continue;
      if (reader.readPlain(line)) {
        this.#rows++;
        this.#last = line.number;
        continue;
      }
      if (isHeaderAgain(line, layout)) this.#headers++;
      else this.#readOther(line);
    }
    this.#lines = line.number;
    if (reader.count > mostBars) {
      throw new RangeError(
        `There are more than ${mostBars} bars: import the file in parts, each adds to the bars that are there`,
      );
    }
  }

  /** Reads a row that is not plain. */
  #readOther(line: LineReader): void {
    const { counts } = this.#reader;
    const left = counts.empty + counts.others;
    const problem = this.#reader.read(line);
    if (counts.empty + counts.others > left) return;
    this.#rows++;
    if (problem === undefined) {
      this.#last = line.number;
      return;
    }
    this.#problemCount++;
    const told = { line: line.number, message: problem.message };
    if (this.#problems.length < maxProblems) this.#problems.push(told);
    this.#footer = problem.isText ? [...this.#footer.slice(-maxProblems), told] : [];
  }

  /** All rows so far. */
  finish(): CollectedRows {
    const trailing = this.#footer.filter(({ line }) => line > this.#last && this.#last > 0);
    const footer = trailing.length < maxProblems ? trailing : [];
    return {
      reader: this.#reader,
      problems: this.#problems.filter((problem) => !footer.includes(problem)),
      problemCount: this.#problemCount - footer.length,
      rows: this.#rows - footer.length,
      notes: listNotes({ reader: this.#reader, headers: this.#headers, footer, options: this.#options }),
    };
  }
}

interface ListNotesOptions {
  readonly reader: RowReader;
  readonly headers: number;
  readonly footer: readonly BarFileProblem[];
  readonly options: BarFileOptions;
}

function listNotes({ reader: { counts }, headers, footer, options }: ListNotesOptions): string[] {
  const rows = (count: number) => count === 1 ? "1 row" : `${count} rows`;
  return [
    counts.empty > 0 ? `Left out ${rows(counts.empty)} without prices` : "",
    counts.others > 0 ? `Left out ${rows(counts.others)} that are not of ${options.where}` : "",
    headers > 0 ? `Left out ${rows(headers)} that repeat the header` : "",
    footer.length > 0 ? `Left out ${rows(footer.length)} after the data, from line ${footer[0].line} on` : "",
    counts.repaired > 0 ? `Widened high or low to open and close in ${rows(counts.repaired)}` : "",
  ].filter((note) => note !== "");
}

function isHeaderAgain(line: LineReader, { headerText }: Layout): boolean {
  return headerText !== "" && line.length === headerText.length && line.take() === headerText;
}

function requireDate(fileName: string | undefined): number {
  const date = dateInName(fileName ?? "");
  if (date !== undefined) return date;
  throw new RangeError(
    "The times are milliseconds since midnight, and the name of the file has no date, expected for example 20240102_trade.csv",
  );
}

function openZone(name: string | undefined): Zone | undefined {
  if (name === undefined || /^(?:utc|gmt|z|etc\/utc)$/i.test(name)) return undefined;
  try {
    return new Zone(name);
  } catch (error) {
    throw new RangeError(
      `There is no zone ${quoteField(name)}, expected for example America/New_York or Etc/GMT+5`,
      {
        cause: error,
      },
    );
  }
}

function parseWhere(text: string | undefined, titles: readonly string[]) {
  if (text === undefined) return undefined;
  const at = text.indexOf("=");
  if (at < 1) throw new RangeError(`--where has ${quoteField(text)}, expected column=value`);
  return { place: placeOf(titles, text.slice(0, at).trim()), value: text.slice(at + 1).trim() };
}

/** Whether the rows are to be adjusted by a factor; false where the file has adjusted prices, which were taken. */
function requireAdjusted({ isAdjusted }: BarFileOptions, { columns }: Layout): boolean {
  if (isAdjusted !== true) return false;
  if (columns.adjustedClose >= 0) return true;
  if (/adj/i.test(columns.titles[columns.close])) return false;
  throw new RangeError(`The file has no column of adjusted closes; it has ${listFields(columns.titles)}`);
}

/** What all dates of the file together tell about the order of day and month. */
function findOrder(file: Uint8Array, { layout, options }: CollectRowsOptions): OrderFinding {
  if (options.dateOrder !== undefined) return { order: options.dateOrder, isContradictory: false };
  const where = parseWhere(options.where, layout.columns.titles);
  const texts = function* () {
    for (const row of walkRows(file, layout)) {
      if (where === undefined || row[where.place] === where.value) yield row[layout.columns.time] ?? "";
    }
  };
  return findDateOrder(texts, { isDaily: options.timeframe === "1d" });
}
