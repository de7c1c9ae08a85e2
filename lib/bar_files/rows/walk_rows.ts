import { LineReader } from "../text/line_reader.ts";
import type { Layout } from "../text/read_layout.ts";
import { longestLine, splitRow } from "../text/split_row.ts";

/** The field at a place of each row of a text, without its header; of rows that have none, the empty text. */
export function* walkField(
  file: Uint8Array,
  { place, ...layout }: Layout & { readonly place: number },
): Generator<string> {
  const { separator, firstLine } = layout;
  const line = new LineReader(file);
  while (line.next()) {
    if (line.number < firstLine || line.length > longestLine || line.isBlank) continue;
    const text = line.take();
    if (separator === " " || text.includes('"')) {
      yield splitRow(text, separator)?.[place] ?? "";
      continue;
    }
    // To find one field costs a part of what it costs to cut all of them.
    let start = 0;
    for (let field = 0; field < place && start >= 0; field++) {
      start = text.indexOf(separator, start) + 1 || -1;
    }
    const end = start < 0 ? -1 : text.indexOf(separator, start);
    yield start < 0 ? "" : text.slice(start, end < 0 ? text.length : end).trim();
  }
}

/** The fields of each row of a text, without its header; lines that are no rows are left out. */
export function* walkRows(file: Uint8Array, { separator, firstLine }: Layout): Generator<readonly string[]> {
  const line = new LineReader(file);
  while (line.next()) {
    if (line.number < firstLine || line.length > longestLine || line.isBlank) continue;
    const fields = splitRow(line.take(), separator);
    if (fields !== undefined) yield fields;
  }
}
