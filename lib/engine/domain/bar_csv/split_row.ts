/**
 * The fields of a line of a delimited text file.
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
