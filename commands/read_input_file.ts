import { UsageError } from "../lib/errors.ts";
import type { Host } from "../lib/host/host.ts";

/** The text of a file the user named; "-" reads stdin. Throws UsageError that names the file and the reason. */
export async function readInputFile(host: Host, path: string): Promise<string> {
  if (path === "-") return await host.stdin.readText();
  try {
    return await host.files.readText(path);
  } catch (error) {
    throw new UsageError(`Cannot read '${path}': ${describeReadError(error)}`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
};

function describeReadError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return reasons[code] ?? error.message;
}
