import { UsageError } from "../errors.ts";
import { type Host, InputError } from "../host/host.ts";

/** Most bytes of a file of settings, which has a few lines. */
const longestFile = 1024 * 1024;

/** A file of settings, and what to say where it cannot be read. */
interface SettingsFile {
  path: string;
  /** Such as "The configuration file". */
  name: string;
  hint: string;
}

/** The text of a file of settings. Throws UsageError that names it where it cannot be read, or is no file. */
export async function readSettingsFile(
  host: Pick<Host, "files">,
  { path, name, hint }: SettingsFile,
): Promise<string> {
  try {
    return await host.files.readText(path, { limit: longestFile });
  } catch (cause) {
    const reason = cause instanceof InputError ? `: ${cause.message}` : "";
    throw new UsageError(`${name} "${path}" cannot be read${reason}`, { hint, cause });
  }
}
