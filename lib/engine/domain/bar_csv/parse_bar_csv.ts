/**
 * Price bars from delimited text as brokers, exchanges and data sellers export it, and back to text.
 * @module
 */

import type { Bars } from "../bars.ts";
import { type BarColumns, detectColumns } from "./detect_columns.ts";
import { countLines, LineReader } from "./line_reader.ts";
import { type DayOrder, refineOrder } from "./parse_time.ts";
import { RowReader } from "./row_reader.ts";
import { sortBars, type SortedBars } from "./sort_bars.ts";
import { detectSeparator, longestLine, splitRow } from "./split_row.ts";

/** Problems that are kept with their text; all are counted. */
const maxProblems = 100;

/** Bytes of the shortest row that can be a bar: eight of a date, and four prices of one digit after a separator. */
const shortestRow = 16;

/** A row that gave no bar. */
export interface BarCsvProblem {
  /** Line in the file, counted from 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * The bars of a file, and what there is to say about it. `bars` are those of the good rows, ascending in time; of
 * several rows with one time, the last.
 */
export interface BarCsv extends SortedBars {
  /** The first 100 problems, in the order of the file. */
  readonly problems: readonly BarCsvProblem[];
  readonly problemCount: number;
  /** Rows in the file, without the header and blank lines. */
  readonly rows: number;
  /** Which column was taken for what, one line each. */
  readonly columns: readonly string[];
}

/**
 * The bars of a file: UTF-8 text with a header (`,`, `;` or tab separated, names in any case and with the usual
 * synonyms) or with headerless rows of time, open, high, low, close and volume. Without a zone, times are UTC. A
 * negative volume becomes 0. A row that is no sound bar is left out and reported with its line.
 *
 * Throws a RangeError when the file has no rows or no column for time, open, high, low or close.
 */
export function parseBarCsv(file: Uint8Array): BarCsv {
  const layout = readLayout(file);
  const { columns, separator } = layout;
  const detectOrder = () => readOrder(file, layout);
  // Lines that are too short for a bar need no room: there may be a hundred million of them.
  const capacity = Math.min(countLines(file), Math.ceil(file.length / shortestRow));
  const reader = new RowReader({ columns, separator, detectOrder, capacity });
  const problems: BarCsvProblem[] = [];
  let problemCount = 0;
  let rows = 0;
  const line = new LineReader(file);
  while (line.next()) {
    if (line.isBlank || (columns.hasHeader && line.number === layout.firstLine)) continue;
    rows++;
    if (reader.readPlain(line)) continue;
    const message = reader.read(line);
    if (message === undefined) continue;
    problemCount++;
    if (problems.length < maxProblems) problems.push({ line: line.number, message });
  }
  const sorted = sortBars(reader.takeBars(), reader.takeLines());
  return { ...sorted, problems, problemCount, rows, columns: columns.descriptions };
}

interface Layout {
  readonly separator: string;
  readonly columns: BarColumns;
  /** Number of the first line that is not blank. */
  readonly firstLine: number;
}

function readLayout(file: Uint8Array): Layout {
  const head: string[] = [];
  let firstLine = 0;
  const line = new LineReader(file);
  while (head.length < 2 && line.next()) {
    if (line.isBlank) continue;
    if (head.length === 0) firstLine = line.number;
    head.push(line.take(longestLine + 1));
  }
  if (head.length === 0) throw new RangeError("The file is empty, expected a header and one row a bar");
  if (head[0].length > longestLine) {
    throw new RangeError(`Line ${firstLine} is too long, expected at most ${longestLine} characters`);
  }
  requireText(head);
  const separator = detectSeparator(head[0]);
  const [first, second] = head.map((text) => splitRow(text, separator));
  if (first === undefined) throw new RangeError(`Line ${firstLine} has a quote that is not closed`);
  const columns = detectColumns(first, second);
  if (columns.hasHeader && head.length === 1) throw new RangeError("The file has a header but no rows");
  return { separator, columns, firstLine };
}

/** Throws where the first lines are those of a file that only looks like one of text. */
function requireText(head: readonly string[]): void {
  const [first] = head;
  if (first.startsWith("\x1f")) {
    throw new RangeError("The file is compressed, expected text: unpack it first");
  }
  if (first.includes("\0")) {
    throw new RangeError("The file has NUL characters, as UTF-16 has; expected UTF-8 text");
  }
  if (head.length === 1 && first.includes("\r")) {
    throw new RangeError("The lines end with CR alone, expected LF or CRLF");
  }
}

/** What all dates of the file together tell about the order of day and month. */
function readOrder(file: Uint8Array, { columns, separator }: Layout): DayOrder {
  let order: DayOrder = "unknown";
  const line = new LineReader(file);
  while (line.next()) {
    if (line.length > longestLine) continue;
    const field = splitRow(line.take(), separator)?.[columns.time];
    if (field !== undefined) order = refineOrder(order, field);
  }
  return order;
}

/** Text that {@linkcode parseBarCsv} reads back to the same bars; times as `2020-01-31T00:00:00Z`. */
export function formatBarCsv(bars: Bars): string {
  const { time, open, high, low, close, volume } = bars;
  const lines = ["timestamp,open,high,low,close,volume"];
  for (let bar = 0; bar < time.length; bar++) {
    const stamp = new Date(time[bar]).toISOString().replace(".000Z", "Z");
    lines.push(`${stamp},${open[bar]},${high[bar]},${low[bar]},${close[bar]},${volume[bar]}`);
  }
  return lines.join("\n") + "\n";
}
