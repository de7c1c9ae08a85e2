/**
 * From a row to a bar, or to the reason why there is none.
 * @module
 */

import { type Bars, sliceBars } from "../bars.ts";
import type { BarColumns } from "./detect_columns.ts";
import type { LineReader } from "./line_reader.ts";
import { type DayOrder, isOrderDependent, parseTime } from "./parse_time.ts";
import { PlainRow } from "./plain_row.ts";
import { quoteField } from "./quote_field.ts";
import { longestLine, splitRow } from "./split_row.ts";

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const prices = ["open", "high", "low", "close"] as const;

/** What a {@linkcode RowReader} must know of the file. */
export interface RowReaderOptions {
  readonly columns: BarColumns;
  readonly separator: string;
  /** Tells the order of day and month in the whole file; called at most once, and only if it matters. */
  readonly detectOrder: () => DayOrder;
  /** The most rows that will be read. */
  readonly capacity: number;
}

/** Collects the bars of a file row by row. */
export class RowReader {
  readonly #options: RowReaderOptions;
  readonly #plainRow: PlainRow;
  readonly #bars: Bars;
  readonly #lines: Uint32Array;
  #count = 0;
  #order: DayOrder | undefined;

  constructor(options: RowReaderOptions) {
    this.#options = options;
    this.#plainRow = new PlainRow(options);
    const column = () => new Float64Array(options.capacity);
    this.#lines = new Uint32Array(options.capacity);
    this.#bars = {
      time: column(),
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    };
  }

  /** Takes a line as a bar if its row is plain and sound, which is quick; false where it is for {@linkcode read}. */
  readPlain(line: LineReader): boolean {
    if (!this.#plainRow.read(line)) return false;
    const { values } = this.#plainRow;
    const count = this.#count;
    this.#bars.time[count] = values[0];
    this.#bars.open[count] = values[1];
    this.#bars.high[count] = values[2];
    this.#bars.low[count] = values[3];
    this.#bars.close[count] = values[4];
    this.#bars.volume[count] = values[5];
    this.#lines[this.#count++] = line.number;
    return true;
  }

  /** Takes any line as a bar; returns what is wrong with it when it is none. */
  read(line: LineReader): string | undefined {
    const { columns, separator } = this.#options;
    if (line.length > longestLine) {
      return `The line is too long for a bar, expected at most ${longestLine} characters`;
    }
    const fields = splitRow(line.take(), separator);
    if (fields === undefined) return "A quote is not closed on this line";
    if (fields.length !== columns.fieldCount) {
      return `Expected ${columns.fieldCount} fields, found ${fields.length}`;
    }
    const problem = this.#readTime(fields) ?? this.#readPrices(fields) ?? this.#readVolume(fields);
    if (problem === undefined) this.#lines[this.#count++] = line.number;
    return problem;
  }

  /** The bars read so far, in the order of the rows. */
  takeBars(): Bars {
    return sliceBars(this.#bars, 0, this.#count);
  }

  /** The line of each bar read so far. */
  takeLines(): Uint32Array {
    return this.#lines.subarray(0, this.#count);
  }

  #readTime(fields: readonly string[]): string | undefined {
    const { columns: { time, timeOfDay }, detectOrder } = this.#options;
    const text = timeOfDay < 0 ? fields[time] : joinTime(fields[time], fields[timeOfDay]);
    if (this.#order === undefined && isOrderDependent(text)) this.#order = detectOrder();
    const order = this.#order ?? "unknown";
    const moment = parseTime(text, order);
    this.#bars.time[this.#count] = moment;
    return Number.isNaN(moment) ? explainTime(text, order) : undefined;
  }

  #readPrices(fields: readonly string[]): string | undefined {
    for (const name of prices) {
      const text = fields[this.#options.columns[name]];
      const price = number.test(text) ? Number(text) : NaN;
      if (!(price > 0) || price === Infinity) return explainPrice(name, text);
      this.#bars[name][this.#count] = price;
    }
    const open = this.#bars.open[this.#count];
    const high = this.#bars.high[this.#count];
    const low = this.#bars.low[this.#count];
    const close = this.#bars.close[this.#count];
    if (high < low) return `High "${high}" is below low "${low}"`;
    if (high < open) return `High "${high}" is below open "${open}"`;
    if (high < close) return `High "${high}" is below close "${close}"`;
    if (low > open) return `Low "${low}" is above open "${open}"`;
    if (low > close) return `Low "${low}" is above close "${close}"`;
    return undefined;
  }

  #readVolume(fields: readonly string[]): string | undefined {
    const place = this.#options.columns.volume;
    const text = place < 0 ? "0" : fields[place];
    const volume = number.test(text) ? Number(text) : NaN;
    this.#bars.volume[this.#count] = Math.max(volume, 0);
    return Number.isFinite(volume) ? undefined : `Volume ${quoteField(text)} is not a number`;
  }
}

function joinTime(date: string, timeOfDay: string): string {
  return timeOfDay === "0" ? date : `${date} ${timeOfDay}`;
}

function explainTime(text: string, order: DayOrder): string {
  if (isOrderDependent(text) && order === "unknown") {
    return `Date ${
      quoteField(text)
    } may be day/month or month/day, and no date in the file tells which; write it year-month-day`;
  }
  if (isOrderDependent(text) && order === "contradictory") {
    return `Date ${
      quoteField(text)
    } may be day/month or month/day, and the file has dates of both orders; write it year-month-day`;
  }
  return `Time ${quoteField(text)} is not a date, expected for example 2020-01-31 or 2020-01-31T14:30:00Z`;
}

function explainPrice(name: string, text: string): string {
  const label = name[0].toUpperCase() + name.slice(1);
  if (!number.test(text)) {
    return `${label} ${quoteField(text)} is not a number, expected digits with a decimal point`;
  }
  return `${label} ${quoteField(text)} is not a price, expected a number above 0`;
}
