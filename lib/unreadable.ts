/** What a refusal needs to know of a path, as the system tells it. */
interface PathKind {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  readonly isPipe: boolean;
  readonly isSocket: boolean;
}

/** Why something that is no file is not read: it may never end, or never begin. Undefined for a file. */
export function whyNoFile(kind: PathKind): string | undefined {
  if (kind.isFile) return undefined;
  if (kind.isFolder) return "it is a folder";
  const name = kind.isPipe ? "pipe" : kind.isSocket ? "socket" : "device";
  return `it is a ${name}, expected a file`;
}

/** Why a text of more than `limit` bytes is not read. */
export function whyTooLong(limit: number): string {
  return `it is too long, expected at most ${formatLimit(limit)}`;
}

function formatLimit(bytes: number): string {
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`;
}
