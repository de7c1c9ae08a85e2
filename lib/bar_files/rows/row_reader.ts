/**
 * From a row to a bar, or to the reason why there is none.
 * @module
 */
import { parseStamp, readDateNumbers, stampOfDay } from "../times/parse_time.ts";
import { type Bars, sliceBars } from "../../engine/domain/bars.ts";
import type { BarColumns } from "../text/bar_columns.ts";
import { plainName } from "../text/column_names.ts";
import type { LineReader } from "../text/line_reader.ts";
import { quoteField } from "../text/quote_field.ts";
import { longestLine, splitRow } from "../text/split_row.ts";
import type { OrderFinding } from "../times/date_order.ts";
import type { Zone } from "../times/zone.ts";
import { holdsPrices } from "./holds_prices.ts";
import { explainPrice, explainRange, explainTime } from "./explain_row.ts";
import { type DecimalSign, isMissing, parseNumber, parseVolume } from "./parse_number.ts";
import { PlainRow } from "./plain_row.ts";

const columnNames = ["time", "open", "high", "low", "close", "volume"] as const;
const prices = ["open", "high", "low", "close"] as const;
/** What high and low may miss open and close by, in parts of the price: the dust of floating-point numbers. */
const dust = 1e-6;
/** Characters of the longest date beside a time of day. */
const longestDate = 100;
/** Instruments that are kept by name. */
const mostInstruments = 100;

/** By how much more room is made than is needed at the moment. */
const growth = 1.4;

/** What a {@linkcode RowReader} must know of the file. */
interface RowReaderOptions {
  readonly columns: BarColumns;
  readonly separator: string;
  readonly decimal: DecimalSign;
  /** Tells the order of day and month in the whole file; called at most once, and only if it matters. */
  readonly detectOrder: () => OrderFinding;
  /** The zone of times that name none; undefined for UTC. */
  readonly zone: Zone | undefined;
  /** The day that the rows are of, where their times are milliseconds since its midnight. */
  readonly midnight: number | undefined;
  /** Whether a time counts as it is written, whatever its zone. */
  readonly isCalendar: boolean;
  /** Rows with another value at this place do not count. */
  readonly where: { readonly place: number; readonly value: string } | undefined;
  readonly isAdjusted: boolean;
  readonly repairs: boolean;
}

/** What was done to rows beside taking or refusing them. */
interface RowCounts {
  /** Rows without any price. */
  empty: number;
  /** Rows of another instrument than was asked for. */
  others: number;
  /** Rows whose high or low was widened by more than dust. */
  repaired: number;
  /** Bars with a price of 0. */
  zero: number;
  /** Bars with a price below 0. */
  negative: number;
  /** Rows with a split ratio other than 1. */
  splits: number;
}

/** A row that is no bar. */
interface RowProblem {
  readonly message: string;
  /** Whether nothing in the row is of a bar, as in the last line of some files. */
  readonly isText: boolean;
}

function noBars(): Record<typeof columnNames[number], Float64Array<ArrayBuffer>> {
  const column = () => new Float64Array();
  return { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Collects the bars of a file row by row. */
export class RowReader {
  readonly counts: RowCounts = { empty: 0, others: 0, repaired: 0, zero: 0, negative: 0, splits: 0 };
  /** What the rows are of, by the place of the column. */
  readonly instruments: ReadonlyMap<number, Set<string>>;
  readonly #options: RowReaderOptions;
  readonly #plainRow: PlainRow;
  readonly #bars = noBars();
  #lines = new Uint32Array();
  readonly #countsHours: boolean;
  #count = 0;
  #order: OrderFinding | undefined;

  constructor(options: RowReaderOptions) {
    this.#options = options;
    const { columns, separator } = options;
    const isPlain = separator !== " " && options.decimal === "." && options.where === undefined &&
      columns.moreVolume < 0 && columns.splits.length === 0 &&
      !(options.isAdjusted && columns.adjustedClose >= 0);
    const readsEpochs = !(options.isCalendar && options.zone !== undefined);
    this.#plainRow = new PlainRow({ columns, separator, isPlain, readsEpochs });
    this.instruments = new Map(columns.instruments.map((place) => [place, new Set<string>()]));
    this.#countsHours = /^(hour|hora|heure|godzina)$/.test(
      plainName(columns.titles[columns.timeOfDay] ?? ""),
    );
  }

  /** How many bars were read. */
  get count(): number {
    return this.#count;
  }

  /** Makes room for so many more rows; before they are read. */
  reserve(rows: number): void {
    const needed = this.#count + rows;
    const capacity = this.#lines.length;
    if (needed <= capacity) return;
    // Of a file that comes in parts nobody knows how many there will be.
    const length = capacity === 0 ? needed : Math.max(needed, Math.ceil(capacity * growth));
    // What is handed over to a longer array leaves nothing behind, which may be hundreds of megabytes.
    for (const name of columnNames) {
      const { buffer, BYTES_PER_ELEMENT: size } = this.#bars[name];
      this.#bars[name] = new Float64Array(buffer.transfer(length * size));
    }
    const { buffer, BYTES_PER_ELEMENT: size } = this.#lines;
    this.#lines = new Uint32Array(buffer.transfer(length * size));
  }

  /** The order of day and month that was found, where it mattered. */
  get order(): OrderFinding | undefined {
    return this.#order;
  }

  /** Takes a line as a bar if its row is plain and sound, which is quick; false where it is for {@linkcode read}. */
  readPlain(line: LineReader): boolean {
    if (!this.#plainRow.read(line)) return false;
    const { values, hasZone } = this.#plainRow;
    const { zone, isCalendar } = this.#options;
    const count = this.#count;
    this.#bars.time[count] = zone === undefined || hasZone || isCalendar ? values[0] : zone.toUtc(values[0]);
    this.#bars.open[count] = values[1];
    this.#bars.high[count] = values[2];
    this.#bars.low[count] = values[3];
    this.#bars.close[count] = values[4];
    this.#bars.volume[count] = values[5];
    this.#lines[this.#count++] = line.number;
    return true;
  }

  /** Takes any line as a bar, or leaves it out; returns what is wrong with it when it is neither. */
  read(line: LineReader): RowProblem | undefined {
    const { columns, separator, where } = this.#options;
    if (line.length > longestLine) {
      return {
        message: `The line is too long for a bar, expected at most ${longestLine} characters`,
        isText: false,
      };
    }
    const fields = splitRow(line.take(), separator);
    if (fields === undefined) return { message: "A quote is not closed on this line", isText: false };
    const isText = this.#isText(fields);
    while (fields.length > columns.fieldCount && fields[fields.length - 1] === "") fields.pop();
    if (fields.length !== columns.fieldCount) {
      return { message: `Expected ${columns.fieldCount} fields, found ${fields.length}`, isText };
    }
    if (where !== undefined && fields[where.place] !== where.value) {
      this.counts.others++;
      return undefined;
    }
    if (prices.every((name) => isMissing(fields[columns[name]])) && !isText) {
      this.counts.empty++;
      return undefined;
    }
    const message = this.#readTime(fields) ?? this.#readPrices(fields) ?? this.#readVolume(fields);
    if (message !== undefined) return { message, isText };
    this.#learn(fields);
    this.#lines[this.#count++] = line.number;
    return undefined;
  }

  /** The bars read so far, in the order of the rows. */
  takeBars(): Bars {
    return sliceBars(this.#bars, 0, this.#count);
  }

  /** The line of each bar read so far. */
  takeLines(): Uint32Array {
    return this.#lines.subarray(0, this.#count);
  }

  #isText(fields: readonly string[]): boolean {
    const { columns, decimal } = this.#options;
    const hasNumber = prices.some((name) => !Number.isNaN(parseNumber(fields[columns[name]] ?? "", decimal)));
    const time = fields[columns.time] ?? "";
    return !hasNumber && parseStamp(time, "dmy") === undefined && parseStamp(time, "mdy") === undefined &&
      !holdsPrices(fields);
  }

  #learn(fields: readonly string[]): void {
    for (const [place, names] of this.instruments) {
      if (names.size < mostInstruments) names.add(fields[place]);
    }
    this.#plainRow.learnInstruments(fields);
    const isSplit = this.#options.columns.splits.some((place) => {
      const ratio = fields[place].replace(/[:/]1$/, "");
      return !isMissing(ratio) && Number(ratio) !== 1 && Number(ratio) !== 0;
    });
    if (isSplit) this.counts.splits++;
  }

  #readTime(fields: readonly string[]): string | undefined {
    const { columns: { time, timeOfDay }, detectOrder, zone, isCalendar, midnight } = this.#options;
    const text = timeOfDay < 0 ? fields[time] : this.#joinTime(fields[time], fields[timeOfDay]);
    if (this.#order === undefined && readDateNumbers(text) !== undefined) this.#order = detectOrder();
    const stamp = midnight !== undefined
      ? stampOfDay(midnight, text)
      : this.#order?.isContradictory
      ? undefined
      : parseStamp(text, this.#order?.order);
    if (stamp === undefined) return explainTime(text, this.#order);
    const { wall, offset } = stamp;
    const isCounted = offset === 0 && /^\d+(?:\.\d*)?$/.test(text);
    const moment = isCalendar
      ? (isCounted && zone !== undefined ? zone.toWall(wall) : wall)
      : Number.isNaN(offset)
      ? (zone === undefined ? wall : zone.toUtc(wall))
      : wall - offset;
    this.#bars.time[this.#count] = moment;
    return undefined;
  }

  #joinTime(date: string, timeOfDay: string): string {
    if (date.length > longestDate) return date;
    const day = date.replace(/[ T]0?0:00(?::00)?(?:\.0+)?$/, "");
    if (timeOfDay === "") return `${day} without a time of day`;
    if (!/^\d{1,2}$/.test(timeOfDay)) return `${day} ${timeOfDay}`;
    return this.#countsHours ? `${day} ${timeOfDay}:00` : `${day} ${timeOfDay.padStart(4, "0")}`;
  }

  #readPrices(fields: readonly string[]): string | undefined {
    const { columns, decimal, isAdjusted } = this.#options;
    const bar = this.#count;
    for (const name of prices) {
      const text = fields[columns[name]];
      const price = parseNumber(text, decimal);
      if (!Number.isFinite(price)) return explainPrice(name, { text, decimal });
      this.#bars[name][bar] = price;
    }
    const problem = this.#checkRange();
    if (problem !== undefined) return problem;
    const least = Math.min(...prices.map((name) => this.#bars[name][bar]));
    if (least < 0) this.counts.negative++;
    else if (least === 0) this.counts.zero++;
    return isAdjusted && columns.adjustedClose >= 0 ? this.#adjust(fields[columns.adjustedClose]) : undefined;
  }

  /** Widens high and low by dust, or by more where that is asked for. */
  #checkRange(): string | undefined {
    const bar = this.#count;
    const { open, high, low, close } = this.#bars;
    const [highest, lowest] = [Math.max(open[bar], close[bar]), Math.min(open[bar], close[bar])];
    const allowed = dust * Math.max(Math.abs(highest), Math.abs(lowest));
    const missed = Math.max(highest - high[bar], low[bar] - lowest);
    if (missed <= 0) return undefined;
    if (missed > allowed) {
      if (!this.#options.repairs) return explainRange(this.#bars, bar);
      this.counts.repaired++;
    }
    high[bar] = Math.max(high[bar], highest);
    low[bar] = Math.min(low[bar], lowest);
    return undefined;
  }

  #adjust(text: string): string | undefined {
    const adjusted = parseNumber(text, this.#options.decimal);
    const bar = this.#count;
    const { open, high, low, close } = this.#bars;
    const factor = adjusted / close[bar];
    if (!Number.isFinite(factor)) {
      return `Adjusted close ${quoteField(text)} is not a price, expected a number`;
    }
    open[bar] *= factor;
    high[bar] = Math.max(high[bar] * factor, open[bar], adjusted);
    low[bar] = Math.min(low[bar] * factor, open[bar], adjusted);
    close[bar] = adjusted;
    return undefined;
  }

  #readVolume(fields: readonly string[]): string | undefined {
    const { columns: { volume, moreVolume }, decimal } = this.#options;
    let total = 0;
    for (const place of [volume, moreVolume]) {
      const part = place < 0 ? 0 : parseVolume(fields[place], decimal);
      if (!Number.isFinite(part)) return `Volume ${quoteField(fields[place])} is not a number`;
      total += Math.max(part, 0);
    }
    this.#bars.volume[this.#count] = total;
    return undefined;
  }
}
