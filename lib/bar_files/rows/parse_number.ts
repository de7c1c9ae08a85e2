/**
 * Numbers as programs, banks and spreadsheets write them.
 * @module
 */

/** The sign before the decimals of a number. */
export type DecimalSign = "." | ",";

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const currency =
  /^([+-]?)(?:[A-Z]{0,3}[$€£¥₹₽₩₺]|(?:USD|EUR|GBP|CHF|PLN)(?=[\d.,]))|(?<=\d)(?:[$€£¥₹₽₩₺]|zł|USD|EUR|GBP|CHF|PLN)$/gu;
const grouped = {
  ".":
    /^[+-]?(?:\d{1,3}(?:[,'’](?:\d{2},)*\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:\.\d*)?(?:[eE][+-]?\d+)?$/,
  ",": /^[+-]?(?:\d{1,3}(?:[.'’]\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,\d*)?(?:[eE][+-]?\d+)?$/,
} as const;
const multiples: Readonly<Record<string, string>> = { K: "e3", M: "e6", B: "e9", T: "e12" };

/** Characters of the longest number with signs of currencies or thousands. */
const longestNumber = 100;

/** What a file writes where it has no number. */
const missing = /^(?:|-+|–|nan|null|none|n\/?a|#n\/a|na|nil|\.)$/i;

/** Whether a field says that there is no number. */
export function isMissing(text: string): boolean {
  return missing.test(text);
}

/** A price; NaN for a text that is no number with such decimals. Signs of currencies and of thousands may be there. */
export function parseNumber(text: string, decimal: DecimalSign = "."): number {
  if (decimal === "." && plain.test(text)) return Number(text);
  if (text.length > longestNumber) return NaN;
  const bare = text.replace(currency, "$1").trim();
  if (!grouped[decimal].test(bare)) return NaN;
  const digits = decimal === "."
    ? bare.replace(/[,'’\s\u00a0\u202f]/g, "")
    : bare.replace(/[.'’\s\u00a0\u202f]/g, "");
  return Number(digits.replace(",", "."));
}

/** A volume; 0 where the file says that there is none, NaN for what is no number. `1.2M` is 1,200,000. */
export function parseVolume(text: string, decimal: DecimalSign = "."): number {
  if (isMissing(text)) return 0;
  const multiple = multiples[text.slice(-1).toUpperCase()];
  if (multiple === undefined) return parseNumber(text, decimal);
  const number = parseNumber(text.slice(0, -1).trim(), decimal);
  return Number.isNaN(number) ? NaN : Number(`${number}${multiple}`);
}

/** The sign that the numbers among some fields use; `"."` where they tell nothing. `separator` is that of the fields. */
export function detectDecimal(fields: Iterable<string>, separator: string): DecimalSign {
  let points = 0;
  let commas = 0;
  for (const field of fields) {
    if (field.length > longestNumber) continue;
    const text = field.replace(currency, "$1").trim();
    if (!/^[+-]?[\d.,'’\s\u00a0\u202f]+$/u.test(text)) continue;
    const [point, comma] = [text.lastIndexOf("."), text.lastIndexOf(",")];
    if (point >= 0 && comma >= 0) {
      if (point > comma) points++;
      else commas++;
    } else if (point >= 0 && !/^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/.test(text)) points++;
    else if (comma >= 0 && !/^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/.test(text)) commas++;
    // A file whose fields are not separated by commas has commas for its decimals.
    else if (comma >= 0 && separator !== "," && text.indexOf(",") === comma) commas += 0.5;
  }
  return commas > points ? "," : ".";
}
