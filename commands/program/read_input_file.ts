import { UsageError } from "../../lib/errors.ts";
import { type Host, InputError, type ReadOptions } from "../../lib/host/host.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Most bytes of what is read, by what it is. What is longer than any such text is not read to its end. */
export const inputLimits = {
  token: 16 * kibibyte,
  /** Ids of operations. */
  names: mebibyte,
  /** Of a strategy or of fuzzy sets: some more than makes sense, so that the check can say what does. */
  strategy: mebibyte,
  /** A model as one file. */
  model: 64 * mebibyte,
} as const;

/** What is known of a file that the user names. */
interface InputFileOptions extends ReadOptions {
  /** Where it is named, if not on the command line. */
  origin?: string | undefined;
}

/** The text of a file the user named; "-" reads stdin. Throws UsageError that names the file and the reason. */
export async function readInputFile(
  host: Host,
  path: string,
  { origin, limit }: InputFileOptions,
): Promise<string> {
  if (path === "-") return await readInputText(host, { limit });
  return await host.files.readText(path, { limit }).catch((error) => refuseFile(error, { path, origin }));
}

/** The text of stdin. Throws UsageError where there is more than expected. */
export async function readInputText(host: Host, options: ReadOptions): Promise<string> {
  return await host.stdin.readText(options).catch(refuseInput);
}

/** The bytes of a file the user named, as they are; "-" reads stdin. Throws as {@linkcode readInputFile} does. */
export async function readInputBytes(
  host: Host,
  path: string,
  options: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (path === "-") return await host.stdin.readBytes(options).catch(refuseInput);
  return await host.files.readBytes(path, options).catch((error) => refuseFile(error, { path }));
}

function refuseInput(error: unknown): never {
  if (!(error instanceof InputError)) throw error;
  throw new UsageError(`Cannot read stdin: ${error.message}`, { cause: error });
}

function refuseFile(
  error: unknown,
  { path, origin }: Pick<InputFileOptions, "origin"> & { path: string },
): never {
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
