/**
 * Price bars from delimited text as brokers, exchanges and data sellers export it.
 * @module
 */
import { type Timeframe, timeframeNames } from "../contract/words/timeframe.ts";
import { type BarFileOptions, isCalendarTimeframe } from "./bar_file_options.ts";
import type { BarFile, BarFileProblem } from "./bar_file.ts";
import { finishBars, type FinishBarsOptions } from "./bars/finish_bars.ts";
import { describeStep, findStep, timeframeOf } from "./bars/find_step.ts";
import { isMissing, parseVolume } from "./rows/parse_number.ts";
import { RowReader } from "./rows/row_reader.ts";
import { describeColumns, describeUse } from "./text/describe_columns.ts";
import { placeOf } from "./text/place_of.ts";
import { countLines, LineReader } from "./text/line_reader.ts";
import { listFields, quoteField } from "./text/quote_field.ts";
import { type Layout, readLayout } from "./text/read_layout.ts";
import { longestLine, splitRow } from "./text/split_row.ts";
import { findDateOrder, type OrderFinding } from "./times/date_order.ts";
import { Zone } from "./times/zone.ts";

/** Problems that are kept with their text; all are counted. */
const maxProblems = 100;
/** Bytes of the shortest row that can be a bar: eight of a date, and four prices of one digit after a separator. */
const shortestRow = 16;

/**
 * The bars of a file of UTF-8 text, in any of the formats. A row that is no sound bar is left out and reported with its
 * line. Throws a RangeError when the file is none of bars, when it can be read in several ways, and when its bars are
 * not those that the options say.
 */
export function parseBarText(file: Uint8Array, options: BarFileOptions): BarFile {
  const layout = resolveVolume(file, readLayout(file, options));
  const rows = readRows(file, { layout, options });
  const timeframe = options.timeframe === "auto" ? tellTimeframe(rows) : options.timeframe;
  const known = { ...options, timeframe };
  // Bars of days belong to the dates as they stand in the file, whatever the zone: now it is known that they are such.
  const isReadAgain = options.timeframe === "auto" && isCalendarTimeframe(timeframe);
  return finish(isReadAgain ? readRows(file, { layout, options: known }) : rows, { layout, options: known });
}

function tellTimeframe({ reader, problems: [problem], problemCount, rows }: ReadRows): Timeframe {
  const step = findStep(reader.takeBars().time);
  if (step === null) {
    throw new RangeError(
      problem === undefined
        ? "Fewer than three bars do not tell their timeframe, give it with --timeframe"
        : `${problemCount} of ${rows} rows cannot be read: line ${problem.line}: ${problem.message}`,
    );
  }
  const timeframe = timeframeOf(step);
  if (timeframe !== undefined) return timeframe;
  throw new RangeError(
    `The bars are usually ${describeStep(step)} apart, expected one of ${timeframeNames.join(", ")}`,
  );
}

function finish(
  { reader, problems, problemCount, rows, notes }: ReadRows,
  { layout, options }: FinishBarsOptions,
): BarFile {
  requireOneInstrument(reader, layout);
  const finished = finishBars(reader, { layout, options });
  const { order } = reader;
  return {
    ...finished,
    problems,
    problemCount,
    rows,
    notes: [...layout.notes, ...notes],
    columns: describeColumns(layout.columns),
    understood: {
      format: layout.format.name,
      title: layout.format.title,
      ...describeUse(layout.columns),
      zone: options.timezone ?? "UTC",
      dateOrder: order?.order ?? null,
      barTime: options.barTime ?? "start",
      step: finished.step,
      timeframe: options.timeframe,
    },
  };
}

interface ReadRowsOptions {
  readonly layout: Layout;
  readonly options: BarFileOptions;
}

interface ReadRows {
  readonly reader: RowReader;
  readonly problems: BarFileProblem[];
  readonly problemCount: number;
  readonly rows: number;
  readonly notes: string[];
}

function readRows(file: Uint8Array, { layout, options }: ReadRowsOptions): ReadRows {
  const { columns, separator, decimal } = layout;
  const isCalendar = isCalendarTimeframe(options.timeframe);
  const reader = new RowReader({
    columns,
    separator,
    decimal,
    isCalendar,
    detectOrder: () => findOrder(file, { layout, options }),
    // Lines that are too short for a bar need no room: there may be a hundred million of them.
    capacity: Math.min(countLines(file), Math.ceil(file.length / shortestRow)),
    zone: openZone(options.timezone),
    where: parseWhere(options.where, columns.titles),
    isAdjusted: requireAdjusted(options, layout),
    repairs: options.repairs === true,
  });
  const problems: BarFileProblem[] = [];
  let footer: BarFileProblem[] = [];
  let problemCount = 0;
  let rows = 0;
  let headers = 0;
  let last = 0;
  const line = new LineReader(file);
  while (line.next()) {
    if (line.number < layout.firstLine || line.isBlank) continue;
    if (reader.readPlain(line)) {
      rows++;
      last = line.number;
      continue;
    }
    if (isHeaderAgain(line, layout)) {
      headers++;
      continue;
    }
    const left = reader.counts.empty + reader.counts.others;
    const problem = reader.read(line);
    if (reader.counts.empty + reader.counts.others > left) continue;
    rows++;
    if (problem === undefined) {
      last = line.number;
      continue;
    }
    problemCount++;
    const told = { line: line.number, message: problem.message };
    if (problems.length < maxProblems) problems.push(told);
    footer = problem.isText ? [...footer.slice(-maxProblems), told] : [];
  }
  const trailing = footer.filter(({ line }) => line > last && last > 0);
  const isFooter = trailing.length > 0 && trailing.length < maxProblems;
  return {
    reader,
    problems: isFooter ? problems.filter((problem) => !trailing.includes(problem)) : problems,
    problemCount: problemCount - (isFooter ? trailing.length : 0),
    rows: rows - (isFooter ? trailing.length : 0),
    notes: listNotes({ reader, headers, footer: isFooter ? trailing : [], options }),
  };
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
function findOrder(file: Uint8Array, { layout, options }: ReadRowsOptions): OrderFinding {
  if (options.dateOrder !== undefined) return { order: options.dateOrder, isContradictory: false };
  const where = parseWhere(options.where, layout.columns.titles);
  const texts = function* () {
    for (const row of walkRows(file, layout)) {
      if (where === undefined || row[where.place] === where.value) yield row[layout.columns.time] ?? "";
    }
  };
  return findDateOrder(texts, { isDaily: options.timeframe === "1d" });
}

function* walkRows(file: Uint8Array, { separator, firstLine }: Layout): Generator<readonly string[]> {
  const line = new LineReader(file);
  while (line.next()) {
    if (line.number < firstLine || line.length > longestLine || line.isBlank) continue;
    const fields = splitRow(line.take(), separator);
    if (fields !== undefined) yield fields;
  }
}

/** Ticks stand for the volume where that is 0 in the whole file. */
function resolveVolume(file: Uint8Array, layout: Layout): Layout {
  const { volume, tickVolume } = layout.columns;
  if (tickVolume < 0 || volume < 0) return layout;
  for (const row of walkRows(file, layout)) {
    const field = row[volume] ?? "";
    if (!isMissing(field) && parseVolume(field, layout.decimal) > 0) return layout;
  }
  return { ...layout, columns: { ...layout.columns, volume: tickVolume, tickVolume: -1 } };
}

function requireOneInstrument({ instruments }: RowReader, { columns }: Layout): void {
  for (const [place, names] of instruments) {
    if (names.size < 2) continue;
    const title = columns.titles[place];
    const [first] = names;
    throw new RangeError(
      `Column ${quoteField(title)} has several instruments: ${listFields([...names].slice(0, 5))}${
        names.size > 5 ? " and more" : ""
      }; choose one with --where ${title}=${first}`,
    );
  }
}
