import { UsageError } from "../lib/errors.ts";
import type { Host } from "../lib/host/host.ts";
import { describeFileError } from "./read_input_file.ts";

/** A file that a command writes. */
export interface OutputFile {
  path: string;
  text: string;
}

/**
 * Writes a file that the user named, all or nothing; what was there is replaced. Throws UsageError that names the file
 * and the reason.
 */
export async function writeOutputFile(host: Host, { path, text }: OutputFile): Promise<void> {
  try {
    await host.files.replaceText(path, text);
  } catch (error) {
    throw new UsageError(`Cannot write '${path}': ${describeFileError(error)}`, { cause: error });
  }
}
