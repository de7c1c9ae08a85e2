import { UsageError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
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
  if (path === "-") {
    throw new UsageError("'-' names no file, expected the path of the file to write", {
      hint: "/dev/stdout is such a path; a file of that name is ./-",
    });
  }
  try {
    await host.files.replaceText(path, text);
  } catch (error) {
    throw new UsageError(`Cannot write '${path}': ${describeFileError(error)}`, { cause: error });
  }
}
