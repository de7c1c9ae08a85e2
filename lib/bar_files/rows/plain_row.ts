/**
 * A short way from a row to a bar.
 *
 * Nearly every row of nearly every file is plain: no quotes, no blanks around fields, a year-month-day and perhaps a
 * time of day in UTC, numbers of digits with a point. To cut such a row into fields, to match each with a pattern and to
 * turn it into a number costs several times as much as to look at its characters once. A row that is plain becomes the
 * same bar, to the last bit, as it would become by way of its fields; any other is left to that way.
 * @module
 */

import type { BarColumns } from "../text/bar_columns.ts";
import type { LineReader } from "../text/line_reader.ts";
import { longestLine } from "../text/split_row.ts";
import { dayStart } from "../times/parse_time.ts";

const code = {
  zero: 48,
  dot: 46,
  dash: 45,
  slash: 47,
  colon: 58,
  quote: 34,
  blank: 32,
  letterT: 84,
  letterZ: 90,
};

/** Numbers of so many digits are whole in a float64, and so are these powers: a quotient of both is rounded once. */
const mostDigits = 15;
/** Digits of the longest number that is plain: more than float64 needs. */
const longestNumber = 30;
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** What a {@linkcode PlainRow} must know of the file. */
interface PlainRowOptions {
  readonly columns: BarColumns;
  readonly separator: string;
  /** Whether a row may be read this way: not where numbers or rows are more than their digits say. */
  readonly isPlain: boolean;
  /** Whether a time since 1970 is the moment that counts, and not what the clocks of some zone show then. */
  readonly readsEpochs: boolean;
}

/** What a row has at a place that is neither a time nor a number of the bar. */
const ignored = -1;
const instrument = -2;
const clock = -3;
/** A date beside a time of day. */
const date = -4;

/** Reads plain rows. */
export class PlainRow {
  /** Time, open, high, low, close and volume of the row that was read last. */
  readonly values: Float64Array = new Float64Array(6);
  /** For each field of a row its place in `values`, −1 where it is ignored. */
  readonly #places: readonly number[];
  /** The instrument that a field holds in every plain row. */
  readonly #instruments: (string | undefined)[];
  readonly #separator: number;
  readonly #readsEpochs: boolean;
  /** Whether the time of the row that was read last names its zone. */
  hasZone = false;
  #text = "";
  #at = 0;
  #end = 0;
  /** The date that was read last, as yearmonthday, and its midnight: most rows have the date of the row before. */
  #date = 0;
  #midnight = NaN;

  constructor({ columns, separator, isPlain, readsEpochs }: PlainRowOptions) {
    this.#readsEpochs = readsEpochs;
    const { time, open, high, low, close, volume, timeOfDay, fieldCount, instruments } = columns;
    const order = [time, open, high, low, close, volume];
    const placeOf = (field: number) => {
      if (instruments.includes(field)) return instrument;
      if (field === timeOfDay) return clock;
      return field === time && timeOfDay >= 0 ? date : order.indexOf(field);
    };
    // A time of day is added to the date, which stands before it nearly always.
    this.#places = (timeOfDay >= 0 && timeOfDay < time) || !isPlain
      ? []
      : Array.from({ length: fieldCount }, (_, field) => placeOf(field));
    this.#instruments = Array.from({ length: fieldCount }, () => undefined);
    this.#separator = separator.charCodeAt(0);
  }

  /** Takes the instrument of a row that was read by way of its fields: rows of the same are plain. */
  learnInstruments(fields: readonly string[]): void {
    for (let field = 0; field < this.#places.length; field++) {
      if (this.#places[field] === instrument) this.#instruments[field] ??= fields[field];
    }
  }

  /** Puts the bar of a line into `values`; false where the line is not plain or no sound bar. */
  read(line: LineReader): boolean {
    if (line.length > longestLine || this.#places.length === 0) return false;
    this.#text = line.text;
    this.#at = line.start;
    this.#end = line.end;
    for (let field = 0; field < this.#places.length; field++) {
      if (field > 0 && this.#code(this.#at++) !== this.#separator) return false;
      const place = this.#places[field];
      const isRead = place > 0
        ? this.#readNumber(place)
        : place === 0
        ? this.#readTime()
        : place === ignored
        ? this.#skipField()
        : place === instrument
        ? this.#skipInstrument(field)
        : place === clock
        ? this.#readClock()
        : this.#readDate();
      if (!isRead) return false;
    }
    // An empty field more means nothing.
    if (this.#at + 1 === this.#end && this.#code(this.#at) === this.#separator) this.#at++;
    return this.#at === this.#end && this.#isSound();
  }

  #skipInstrument(field: number): boolean {
    const name = this.#instruments[field];
    if (name === undefined || !this.#text.startsWith(name, this.#at)) return false;
    this.#at += name.length;
    return this.#at === this.#end || this.#code(this.#at) === this.#separator;
  }

  /** NaN behind the end of the text; the end of a line is no character of a field. */
  #code(at: number): number {
    return this.#text.charCodeAt(at);
  }

  #skipField(): boolean {
    for (; this.#at < this.#end; this.#at++) {
      const next = this.#code(this.#at);
      if (next === this.#separator) return true;
      if (next === code.quote) return false;
    }
    return true;
  }

  /** `123`, `1.25`, `.5` or `5.`: digits with at most one point. */
  #readNumber(place: number): boolean {
    const text = this.#text;
    const first = this.#at;
    let point = -1;
    let whole = 0;
    let at = first;
    for (;; at++) {
      const next = text.charCodeAt(at);
      const digit = next - code.zero;
      if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
      else if (next === code.dot && point < 0) point = at;
      else break;
    }
    const digits = at - first - (point < 0 ? 0 : 1);
    if (digits === 0 || digits > longestNumber) return false;
    this.#at = at;
    this.values[place] = digits > mostDigits
      ? Number(text.slice(first, at))
      : point < 0
      ? whole
      : whole / powersOfTen[at - point - 1];
    return true;
  }

  /** `2020-01-31`, and after a `T` or a blank `14:30`, `14:30:00` or `14:30:00.000`, each with `Z`, `+00:00` or neither. */
  #readTime(): boolean {
    const at = this.#at;
    const dash = this.#code(at + 4);
    if (dash !== code.dash && dash !== code.slash && dash !== code.dot) return this.#readEpoch();
    if (this.#code(at + 7) !== dash) return false;
    const midnight = this.#findMidnight(at);
    const next = this.#code(at + 10);
    this.hasZone = false;
    const isTimed = next === code.letterT || next === code.blank;
    this.#at = at + 10;
    const time = isTimed ? midnight + this.#readTimeOfDay(at + 11) : midnight;
    this.values[0] = time;
    return !Number.isNaN(time);
  }

  /** Seconds, milliseconds or microseconds since 1970, which their digits tell apart. */
  #readEpoch(): boolean {
    const first = this.#at;
    let at = first;
    let count = 0;
    for (let digit = this.#digit(at); digit >= 0 && at - first < 17; digit = this.#digit(++at)) {
      count = count * 10 + digit;
    }
    const digits = at - first;
    if (!this.#readsEpochs || (digits !== 10 && digits !== 13 && digits !== 16)) return false;
    this.values[0] = digits === 10 ? count * 1_000 : digits === 13 ? count : Math.floor(count / 1_000);
    this.#at = at;
    this.hasZone = true;
    return true;
  }

  /** −1 for what is no digit. */
  #digit(at: number): number {
    const digit = this.#text.charCodeAt(at) - code.zero;
    return digit >= 0 && digit <= 9 ? digit : -1;
  }

  /** `2020-01-31` in a field of its own, which ends there. */
  #readDate(): boolean {
    const at = this.#at;
    const dash = this.#code(at + 4);
    if (dash !== code.dash && dash !== code.slash && dash !== code.dot) return false;
    if (this.#code(at + 7) !== dash) return false;
    this.values[0] = this.#findMidnight(at);
    this.#at = at + 10;
    return !Number.isNaN(this.values[0]);
  }

  /** `14:30` and longer in a field of its own. */
  #readClock(): boolean {
    this.values[0] += this.#readTimeOfDay(this.#at);
    return !Number.isNaN(this.values[0]);
  }

  #findMidnight(at: number): number {
    const year = this.#digits(at, 4);
    const month = this.#digits(at + 5, 2);
    const day = this.#digits(at + 8, 2);
    const date = year * 10_000 + month * 100 + day;
    if (date !== this.#date) {
      this.#date = date;
      this.#midnight = dayStart(year, month, day);
    }
    return this.#midnight;
  }

  /** Milliseconds since midnight, or NaN; goes to what stands behind. */
  #readTimeOfDay(at: number): number {
    const hours = this.#digits(at, 2);
    const minutes = this.#digits(at + 3, 2);
    if (this.#code(at + 2) !== code.colon || !(hours < 24) || !(minutes < 60)) return NaN;
    let time = (hours * 60 + minutes) * 60_000;
    this.#at = at + 5;
    if (this.#code(this.#at) === code.colon) {
      const seconds = this.#digits(at + 6, 2);
      if (!(seconds < 60)) return NaN;
      time += seconds * 1_000;
      this.#at = at + 8;
      if (this.#code(this.#at) === code.dot) {
        time += this.#digits(at + 9, 3);
        this.#at = at + 12;
      }
    }
    this.hasZone = true;
    if (this.#code(this.#at) === code.letterZ) this.#at++;
    else if (this.#text.startsWith("+00:00", this.#at)) this.#at += 6;
    else this.hasZone = false;
    return time;
  }

  /** The number of so many digits, or NaN. */
  #digits(first: number, count: number): number {
    let number = 0;
    for (let at = first; at < first + count; at++) {
      const digit = this.#text.charCodeAt(at) - code.zero;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      number = number * 10 + digit;
    }
    return number;
  }

  #isSound(): boolean {
    const { values } = this;
    const open = values[1];
    const high = values[2];
    const low = values[3];
    const close = values[4];
    return low > 0 && low <= open && low <= close && high >= open && high >= close;
  }
}
