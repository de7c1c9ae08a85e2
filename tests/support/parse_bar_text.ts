import { type BarCsv, parseBarCsv } from "../../lib/engine/domain/bar_csv/parse_bar_csv.ts";

/** What `parseBarCsv()` reads from a file with this text. */
export function parseBarText(text: string): BarCsv {
  return parseBarCsv(new TextEncoder().encode(text));
}
