/**
 * Dates in spreadsheets: numbers that count days, which only their format tells from other numbers.
 * @module
 */

const day = 86_400_000;
/** Day 0, as far as days from March 1900 on are counted: 1900 has no February 29, but Excel counts one. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** Characters of the longest format that Excel takes. */
const longestCode = 255;
/** Formats that every program knows by number. */
const builtInDates: readonly (readonly [number, number])[] = [[14, 22], [27, 36], [45, 47], [50, 58]];

/** Whether a format shows a number as a date or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.some(([first, last]) => id >= first && id <= last);
  // What is in quotes or brackets, but for hours that go on beyond a day, is text and colours.
  const bare = code.slice(0, longestCode).replace(/"[^"]*"|\\.|_.|\*./g, "").replace(
    /\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi,
    "",
  );
  return /[dmyhs]/i.test(bare.split(";")[0]) && !/general/i.test(bare);
}

/**
 * `2024-01-31`, `2024-01-31 14:30:00`, or for a part of a day alone `14:30:00`. Excel keeps times as parts of days, which are
 * not exact: to the nearest millisecond they are. What is no number is given back as it is.
 */
export function dayOfCell(text: string, { isFrom1904 }: { readonly isFrom1904: boolean }): string {
  const number = text === "" ? NaN : Number(text);
  if (!(number >= 0 && number < 2_958_466)) return text;
  const time = Math.round(number * day);
  const moment = new Date((isFrom1904 ? epoch1904 : epoch1900) + time).toISOString().slice(0, -1).replace(
    /\.000$/,
    "",
  );
  if (number < 1) return moment.slice(11);
  return time % day === 0 ? moment.slice(0, 10) : moment.replace("T", " ");
}
