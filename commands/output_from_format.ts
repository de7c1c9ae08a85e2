import { UsageError } from "../lib/errors.ts";
import type { OutputFormat } from "../lib/output/output_words.ts";
import type { GlobalOptions } from "./program.ts";

/** `--format` is `--output` under the name it had before. Throws UsageError where both are given and differ. */
export function outputFromFormat<Options extends GlobalOptions & { format?: OutputFormat }>(
  options: Options,
): Options {
  const { format, output = options.json ? "json" : undefined } = options;
  if (format === undefined) return options;
  if (output === undefined || output === format) return { ...options, output: format };
  throw new UsageError(`'--format ${format}' contradicts '--output ${output}'`);
}
