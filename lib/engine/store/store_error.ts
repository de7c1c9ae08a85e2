/**
 * Turns what the file system and SQLite throw into errors that tell a person which file it is about and what to do.
 * @module
 */
import { ExitCode, KtrdrError } from "../../errors.ts";
import { permissionErrorOf } from "../../permission_error.ts";

/** The kinds of trouble that a person can do something about. */
type Trouble =
  | "permission"
  | "readOnly"
  | "noSpace"
  | "refused"
  | "notFolder"
  | "notName"
  | "notCreated"
  | "cannotOpen"
  | "damaged"
  | "notDatabase"
  | "busy"
  | "device";

interface Advice {
  readonly message: (path: string) => string;
  readonly hint: string;
}

const anotherHome = "or set KTRDR_HOME to a folder that can be written to";
const leftUntouched =
  "It was left untouched; move it away (with its -wal and -shm files, if there are any) and " +
  "run the command again to start with an empty one; models and strategies are kept as files of their own";

const advice: Readonly<Record<Trouble, Advice>> = {
  permission: {
    message: (path) => `No permission to use "${path}"`,
    hint: `Give this user access to it, ${anotherHome}`,
  },
  readOnly: {
    message: (path) => `Cannot write to "${path}": it is read-only`,
    hint: `Make it writable, ${anotherHome}`,
  },
  noSpace: {
    message: (path) => `Cannot write to "${path}": no space is left on the device`,
    hint: `Free some space and try again, ${anotherHome}; what was stored before is intact`,
  },
  refused: {
    message: (path) => `Cannot write to "${path}": the system refuses`,
    hint:
      `Check the disk, its quota and the limit on the size of files, ${anotherHome}; what was stored before is intact`,
  },
  notFolder: {
    message: (path) => `Cannot use "${path}": a folder is needed there, and a part of the path is a file`,
    hint: `Move that file away, ${anotherHome}`,
  },
  notName: {
    message: (path) =>
      `Cannot use "${shorten(path)}": the system takes no such path, or none of ${path.length} characters`,
    hint: "Set KTRDR_HOME to another folder",
  },
  notCreated: {
    message: (path) => `Cannot create "${path}"`,
    hint: `Check that its folder exists, ${anotherHome}`,
  },
  cannotOpen: {
    message: (path) => `Cannot open the database "${path}"`,
    hint: `Check that its folder exists and can be written to, ${anotherHome}`,
  },
  damaged: {
    message: (path) => `The database "${path}" is damaged`,
    hint: leftUntouched,
  },
  notDatabase: {
    message: (path) => `The file "${path}" is not a ktrdr database, or it is damaged`,
    hint: leftUntouched,
  },
  busy: {
    message: (path) => `The database "${path}" is locked by another process`,
    hint: "Try again when the other process has finished writing",
  },
  device: {
    message: (path) => `Cannot read or write "${path}": the device reports an error`,
    hint: `Check the disk, ${anotherHome}`,
  },
};

/** So much of a path tells which one it is. */
const longestShown = 200;

function shorten(path: string): string {
  return path.length <= longestShown ? path : `${path.slice(0, longestShown)}…`;
}

const fileCodes: Readonly<Record<string, Trouble>> = {
  EACCES: "permission",
  EPERM: "permission",
  EROFS: "readOnly",
  ENOSPC: "noSpace",
  EDQUOT: "noSpace",
  EFBIG: "noSpace",
  ENAMETOOLONG: "notName",
  EILSEQ: "notName",
  EINVAL: "notName",
  ELOOP: "notName",
  ENOTDIR: "notFolder",
  EEXIST: "notFolder",
  ENOENT: "notCreated",
  EISDIR: "cannotOpen",
  EBUSY: "busy",
  EIO: "device",
};

/**
 * Extended result codes of SQLite that say more than their primary one: 778 is SQLITE_IOERR_WRITE; 4874 is
 * SQLITE_IOERR_SHMSIZE, for which there is no space.
 */
const extendedCodes: Readonly<Record<number, Trouble>> = { 778: "refused", 4874: "noSpace" };

/** Primary result codes of SQLite. */
const databaseCodes: Readonly<Record<number, Trouble>> = {
  3: "permission",
  5: "busy",
  6: "busy",
  8: "readOnly",
  10: "device",
  11: "damaged",
  13: "noSpace",
  14: "cannotOpen",
  23: "permission",
  26: "notDatabase",
};

/** SQLite's own words; opening a file and running a script give no result code. */
const databaseWords: readonly (readonly [RegExp, Trouble])[] = [
  [/unable to open database file/, "cannotOpen"],
  [/file is not a database/, "notDatabase"],
  [/disk image is malformed|malformed database schema/, "damaged"],
  [/database or disk is full/, "noSpace"],
  [/readonly database/, "readOnly"],
  [/(database|table) (table )?is locked/, "busy"],
  [/disk I\/O error/, "device"],
];

/**
 * A {@linkcode KtrdrError} that names `path`, if the error is one that a person can do something about;
 * else the error itself.
 */
export function storeError(error: unknown, path: string): unknown {
  if (error instanceof KtrdrError) return error;
  const refusal = permissionErrorOf(error);
  if (refusal !== undefined) return refusal;
  const trouble = troubleOf(error);
  if (trouble === undefined) return error;
  const { message, hint } = advice[trouble];
  return new KtrdrError(message(path), {
    exitCode: ExitCode.failure,
    hint,
    details: { path, trouble },
    cause: error,
  });
}

/** Runs `action`, with its errors turned by {@linkcode storeError}. */
export function guard<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw storeError(error, path);
  }
}

/** The error for a stored file or row that cannot be read. The file is left as it is. */
export function damagedFile(path: string, cause?: unknown): KtrdrError {
  return new KtrdrError(`The stored file "${path}" is damaged`, {
    hint: "It was left untouched; move it away, or make it again",
    details: { path },
    cause,
  });
}

/** Whether the error says that something is not there. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** The code of a node error, such as `ENOSPC`; undefined where there is none. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Whether SQLite says that somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === "ERR_SQLITE_ERROR" && troubleOf(error) === "busy";
}

function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (code !== "ERR_SQLITE_ERROR") return fileCodes[code ?? ""];
  if ("errcode" in error && typeof error.errcode === "number") {
    return extendedCodes[error.errcode] ?? databaseCodes[error.errcode & 0xff];
  }
  return databaseWords.find(([words]) => words.test(error.message))?.[1];
}
