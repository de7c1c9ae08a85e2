/**
 * The lines of a delimited text file, and the fields of a line.
 * @module
 */

/** A longer line is no row of bars; splitting one of hundreds of megabytes could exhaust the memory. UTF-16 units. */
export const longestLine = 65_536;

/** The separators that are recognised, the first one in a draw. */
const separators = [",", ";", "\t"] as const;

/** The character that separates the fields of a file whose first line is `line`. */
export function detectSeparator(line: string): string {
  const unquoted = line.replace(/"[^"]*"/g, "");
  const count = (separator: string) => unquoted.split(separator).length;
  return separators.reduce<string>((best, next) => count(next) > count(best) ? next : best, separators[0]);
}

/**
 * The fields of one line, without surrounding blanks and quotes; a doubled quote inside quotes is one quote.
 * Undefined where a quote is not closed on the line.
 */
export function splitRow(line: string, separator: string): string[] | undefined {
  if (!line.includes('"')) {
    const fields = line.split(separator);
    for (let k = 0; k < fields.length; k++) fields[k] = fields[k].trim();
    return fields;
  }
  const fields: string[] = [];
  let rest = line;
  while (true) {
    const start = rest.trimStart();
    const isQuoted = start.startsWith('"');
    const close = isQuoted ? closingQuote(start) : 0;
    if (close < 0) return undefined;
    const scanned = isQuoted ? start : rest;
    const end = scanned.indexOf(separator, close);
    const field = (end < 0 ? scanned : scanned.slice(0, end)).trim();
    fields.push(isQuoted ? start.slice(1, close).replaceAll('""', '"').trim() : field);
    if (end < 0) return fields;
    rest = scanned.slice(end + separator.length);
  }
}

function closingQuote(text: string): number {
  for (let at = text.indexOf('"', 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/**
 * Calls `visit` for every line that is not blank, with its text (without the line end) and its number, counted
 * from 1. Lines end with LF or CRLF.
 */
export function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    number++;
    const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    if (line.trim() !== "") visit(line, number);
    start = end + 1;
  }
}
