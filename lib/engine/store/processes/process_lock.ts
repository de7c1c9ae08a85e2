/**
 * Which processes of a home are alive: each holds a lock on a file of its own, which the system takes back when the
 * process ends, however it ends. A process that is stopped, asleep or busy holds it all the same, and its lock is seen
 * from every container of the machine.
 *
 * The lock is SQLite's, on an empty file. Where such locks did not work the database could not be shared either, and
 * there are some on every platform; Deno permits them to whoever may read and write the home.
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { join } from "@std/path";
import { KtrdrError } from "../../../errors.ts";
import { listFolder, makeFile, makeFolder } from "../files.ts";
import { fs, sqlite } from "../node_builtins.ts";
import { guard, isBusy } from "../store_error.ts";

/** What the lock of a process says: it is there, it has ended, it has no such file, or that cannot be found out. */
type LockState = "held" | "free" | "missing" | "unknown";

const ending = ".lock";
const idPattern = /^[0-9a-f-]{36}$/;
/** Milliseconds that a new lock may wait for a process that looks whether anybody holds it. */
const busyTimeout = 5_000;

/** The lock of one process, which is also its name among those that share the home. */
export class ProcessLock implements Disposable {
  /** Names the process. */
  readonly id: string = crypto.randomUUID();
  readonly #home: string;
  #held: DatabaseSync | null = null;

  constructor(home: string) {
    this.#home = home;
  }

  /** Whether it was taken. */
  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** Takes the lock, or takes it anew where somebody has removed its file. Gives {@linkcode ProcessLock.id}. */
  hold(): string {
    const path = lockPath(this.#home, this.id);
    if (this.#held !== null && fs.existsSync(path)) return this.id;
    this.#held?.close();
    this.#held = null;
    makeFolder(lockFolder(this.#home));
    guard(path, () => {
      // Between its creation and its lock a file looks like one of a process that has ended, and may be removed.
      do {
        this.#held?.close();
        this.#held = lock(path, busyTimeout);
      } while (!fs.existsSync(path));
    });
    return this.id;
  }

  /** Gives the lock back, if it is held. Its file stays, and says that this process has ended. */
  release(): void {
    this.#held?.close();
    this.#held = null;
  }

  /** Gives the lock back, if it is held, and removes its file. */
  [Symbol.dispose](): void {
    if (this.#held === null) return;
    this.release();
    removeFile(lockPath(this.#home, this.id));
  }
}

/** What the lock of that process says. Never throws. */
export function findLockState(home: string, id: string): LockState {
  const path = lockPath(home, id);
  if (!idPattern.test(id) || !fs.existsSync(path)) return "missing";
  try {
    using database = new sqlite.DatabaseSync(path, { readOnly: true });
    // Deno waits five seconds by itself, whatever its option says.
    database.exec("PRAGMA busy_timeout = 0");
    database.exec("SELECT count(*) FROM sqlite_schema");
    return "free";
  } catch (error) {
    return isBusy(error) ? "held" : "unknown";
  }
}

/**
 * Does something for every process that has ended and left its lock, and removes the lock then. Nobody else does so at
 * the same time. Where it cannot be done, as on a full disk, the lock stays for the next who tries.
 */
export function forEachEnded(home: string, clear: (id: string) => void): void {
  for (const name of listFolder(lockFolder(home))) {
    const id = name.slice(0, -ending.length);
    if (!name.endsWith(ending) || findLockState(home, id) !== "free") continue;
    const path = lockPath(home, id);
    const held = lockIfFree(path);
    if (held === null) continue;
    try {
      clear(id);
      removeFile(path);
    } catch (error) {
      if (!(error instanceof KtrdrError)) throw error;
    } finally {
      held.close();
    }
  }
}

function lockFolder(home: string): string {
  return join(home, "processes");
}

function lockPath(home: string, id: string): string {
  return join(lockFolder(home), id + ending);
}

function lock(path: string, timeout: number): DatabaseSync {
  makeFile(path);
  const database = new sqlite.DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${timeout}`);
    // Without a journal beside the file: nothing is written.
    database.exec("PRAGMA journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function lockIfFree(path: string): DatabaseSync | null {
  try {
    return lock(path, 0);
  } catch {
    return null;
  }
}

function removeFile(path: string): void {
  try {
    fs.rmSync(path, { force: true });
  } catch {
    // A lock that nobody holds says that its process has ended, also to the next who looks.
  }
}
