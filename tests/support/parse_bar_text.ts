import type { BarFile } from "../../lib/bar_files/bar_file.ts";
import type { BarFileOptions } from "../../lib/bar_files/bar_file_options.ts";
import { parseBarText as parseBytes } from "../../lib/bar_files/parse_bar_text.ts";

/** What `parseBarText()` reads from a file with this text, whatever the step of its bars. Default: bars of 1m. */
export function parseBarText(text: string, options: Partial<BarFileOptions> = {}): BarFile {
  return parseBytes(new TextEncoder().encode(text), { timeframe: "1m", isForced: true, ...options });
}
