import { LineReader } from "../text/line_reader.ts";
import type { Layout } from "../text/read_layout.ts";
import { longestLine, splitRow } from "../text/split_row.ts";

/** The fields of each row of a text, without its header; lines that are no rows are left out. */
export function* walkRows(file: Uint8Array, { separator, firstLine }: Layout): Generator<readonly string[]> {
  const line = new LineReader(file);
  while (line.next()) {
    if (line.number < firstLine || line.length > longestLine || line.isBlank) continue;
    const fields = splitRow(line.take(), separator);
    if (fields !== undefined) yield fields;
  }
}
