/**
 * Price bars from delimited text as brokers, exchanges and data sellers export it.
 * @module
 */
import { type Timeframe, timeframeNames } from "../contract/words/timeframe.ts";
import type { BarFile } from "./bar_file.ts";
import { type BarFileOptions, isCalendarTimeframe } from "./bar_file_options.ts";
import { finishBars, type FinishBarsOptions } from "./bars/finish_bars.ts";
import { describeStep, findStep, timeframeOf } from "./bars/find_step.ts";
import { isMissing, parseVolume } from "./rows/parse_number.ts";
import { type CollectedRows, type CollectRowsOptions, RowCollector } from "./rows/row_collector.ts";
import type { RowReader } from "./rows/row_reader.ts";
import { walkField } from "./rows/walk_rows.ts";
import { describeColumns, describeUse } from "./text/describe_columns.ts";
import { listFields, quoteField } from "./text/quote_field.ts";
import { type Layout, readLayout } from "./text/read_layout.ts";

/**
 * The bars of a file of UTF-8 text, in any of the formats. A row that is no sound bar is left out and reported with its
 * line. Throws a RangeError when the file is none of bars, when it can be read in several ways, and when its bars are
 * not those that the options say.
 */
export function parseBarText(file: Uint8Array, options: BarFileOptions): BarFile {
  return new BarTextReader(file, options).finish();
}

/**
 * Reads the bars of a file of UTF-8 text that comes in parts, each of whole lines. What the first part shows, which has to
 * be long, counts for the others: columns, the order of day and month, the timeframe. Throws as {@linkcode parseBarText}.
 */
export class BarTextReader {
  readonly #layout: Layout;
  readonly #options: FinishBarsOptions["options"];
  readonly #rows: RowCollector;

  constructor(start: Uint8Array, options: BarFileOptions) {
    const layout = resolveVolume(start, readLayout(start, options));
    this.#layout = layout;
    const rows = collectRows(start, { layout, options });
    const timeframe = options.timeframe === "auto" ? tellTimeframe(rows) : options.timeframe;
    this.#options = { ...options, timeframe };
    // Bars of days belong to the dates as they stand in the file, whatever the zone: now it is known that they are such.
    const isReadAgain = options.timeframe === "auto" && isCalendarTimeframe(timeframe);
    this.#rows = isReadAgain ? collectRows(start, { layout, options: this.#options }) : rows;
  }

  /** Reads the next part. */
  add(part: Uint8Array): void {
    this.#rows.add(part);
  }

  /** The bars of all parts. */
  finish(): BarFile {
    return finish(this.#rows.finish(), { layout: this.#layout, options: this.#options });
  }
}

function collectRows(start: Uint8Array, options: CollectRowsOptions): RowCollector {
  const rows = new RowCollector(start, options);
  rows.add(start);
  return rows;
}

function tellTimeframe(collected: RowCollector): Timeframe {
  const { reader, problems: [problem], problemCount, rows } = collected.finish();
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
  { reader, problems, problemCount, rows, notes }: CollectedRows,
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
    instruments: listInstruments(reader, layout),
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

/** Ticks stand for the volume where that is 0 in the whole file. */
function resolveVolume(file: Uint8Array, layout: Layout): Layout {
  const { volume, tickVolume } = layout.columns;
  if (tickVolume < 0 || volume < 0) return layout;
  for (const field of walkField(file, { ...layout, place: volume })) {
    if (field === "0") continue;
    if (!isMissing(field) && parseVolume(field, layout.decimal) > 0) return layout;
  }
  return { ...layout, columns: { ...layout.columns, volume: tickVolume, tickVolume: -1 } };
}

function listInstruments({ instruments }: RowReader, { columns }: Layout): Record<string, string> {
  return Object.fromEntries(
    [...instruments].flatMap(([place, [name]]) => name === undefined ? [] : [[columns.titles[place], name]]),
  );
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
