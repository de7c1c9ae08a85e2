import { UsageError } from "../lib/errors.ts";
import type { Host } from "../lib/host/host.ts";

/** What is known of a file that the user names. */
export interface InputFileOptions {
  /** Where it is named, if not on the command line. */
  origin?: string | undefined;
}

/** The text of a file the user named; "-" reads stdin. Throws UsageError that names the file and the reason. */
export async function readInputFile(
  host: Host,
  path: string,
  { origin }: InputFileOptions = {},
): Promise<string> {
  if (path === "-") return await host.stdin.readText();
  return await host.files.readText(path).catch((error) => refuseFile(error, { path, origin }));
}

/** The same as {@linkcode readInputFile}, as UTF-8: for a long file that is only handed on. */
export async function readInputBytes(host: Host, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path === "-") return await host.stdin.readUtf8();
  return await host.files.readUtf8(path).catch((error) => refuseFile(error, { path }));
}

function refuseFile(error: unknown, { path, origin }: InputFileOptions & { path: string }): never {
  const place = origin === undefined ? "" : `${origin}: `;
  throw new UsageError(`${place}Cannot read '${path}': ${describeFileError(error)}`, { cause: error });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
  ENOSPC: "the disk is full",
};

/** Why a file cannot be read or written, in words. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return reasons[code] ?? error.message;
}
