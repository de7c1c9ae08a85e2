import { type OutputFormat, outputFormats } from "../lib/output/output_words.ts";
import type { GlobalOptions } from "./program.ts";

/** A command's options, of which `output` is whatever followed --output. */
export type OptionsWithOutputFile = Omit<GlobalOptions, "output"> & { output?: string };

/** What {@linkcode splitOutput} tells apart. */
export interface SplitOutput<Options> {
  options: Omit<Options, "output"> & { output?: OutputFormat };
  /** The file that the command writes. */
  outputFile: string | undefined;
}

/**
 * Of a command that writes a file, --output names that file; the words for a format stay what they are everywhere
 * (a file of such a name is "./json").
 */
export function splitOutput<Options extends OptionsWithOutputFile>(options: Options): SplitOutput<Options> {
  const { output, ...others } = options;
  const format = outputFormats.find((word) => word === output);
  if (format !== undefined) return { options: { ...others, output: format }, outputFile: undefined };
  return { options: others, outputFile: output };
}
