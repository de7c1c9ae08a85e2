/**
 * The fields of a line of a delimited text file.
 * @module
 */

/** A longer line is no row of bars; splitting one of hundreds of megabytes could exhaust the memory. UTF-16 units. */
export const longestLine = 65_536;

/** The separators that are recognised, the first one in a draw; a blank stands for any number of them. */
const separators = ["\t", ";", "|", ",", " "] as const;

/** Fields of the shortest row that can be a bar. */
const fewestFields = 5;

/** The character that separates the fields of a file that starts with these lines: the one that most of them agree on. */
export function detectSeparator(lines: readonly string[]): string {
  const unquoted = lines.map((line) => line.replace(/"[^"]*"/g, "0"));
  let best: { separator: string; lines: number; fields: number } = { separator: ",", lines: 0, fields: 0 };
  for (const separator of separators) {
    if (separator === " " && best.lines > 0) break;
    const counts = new Map<number, number>();
    for (const line of unquoted) {
      const fields = separator === " " ? line.trim().split(/\s+/).length : line.split(separator).length;
      if (fields >= fewestFields) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    for (const [fields, count] of counts) {
      const isBetter = count > best.lines || (count === best.lines && fields > best.fields);
      if (isBetter) best = { separator, lines: count, fields };
    }
  }
  return best.separator;
}

/**
 * The fields of one line, without surrounding blanks and quotes; a doubled quote inside quotes is one quote.
 * Undefined where a quote is not closed on the line.
 */
export function splitRow(line: string, separator: string): string[] | undefined {
  if (separator === " ") return line.trim().replaceAll('"', "").split(/\s+/);
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
