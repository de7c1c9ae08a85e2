/**
 * One SQLite file: opened with care, brought to the present form, and used through statements prepared once.
 * @module
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { type $ZodType, safeParse } from "zod/v4/core";
import { KtrdrError } from "../../errors.ts";
import { makeFile } from "./files.ts";
import { sqlite } from "./node_builtins.ts";
import { damagedFile, guard, isBusy } from "./store_error.ts";

const busyTimeout = 5000;
const busyPause = 20;

/** What can be bound to a `?` of a statement. */
export type Value = SQLInputValue;

/** A statement whose rows are read with a schema. */
interface Query<Row> {
  readonly sql: string;
  readonly row: $ZodType<Row>;
}

/** A step from one form of the database to the next: a script, or what needs more than that. */
export type Migration = string | ((database: Database) => void);

/**
 * An open database. Every error that a person can do something about is a KtrdrError that names the file.
 */
export class Database implements Disposable {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #migrations: readonly Migration[];
  readonly #statements = new Map<string, StatementSync>();

  /**
   * Opens or creates the file, and takes the steps that it has not taken. Throws KtrdrError if it cannot be opened, is no ktrdr database, is damaged, or was
   * written by a newer version; such a file is left untouched.
   */
  constructor(path: string, migrations: readonly Migration[]) {
    this.path = path;
    this.#migrations = migrations;
    makeFile(path);
    this.#database = guard(path, () => new sqlite.DatabaseSync(path));
    try {
      guard(path, () => this.#prepare());
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Rows of a query. */
  rows<Row>(query: Query<Row>, ...values: Value[]): Row[] {
    const found = guard(this.path, () => this.#statement(query.sql).all(...values));
    return found.map((raw) => {
      const parsed = safeParse(query.row, raw);
      if (!parsed.success) throw damagedFile(this.path, parsed.error);
      return parsed.data;
    });
  }

  /** The first row of a query, or null. The statement runs to its end, so that its changes are committed. */
  row<Row>(query: Query<Row>, ...values: Value[]): Row | null {
    return this.rows(query, ...values)[0] ?? null;
  }

  /** Runs a statement; the number of rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return guard(this.path, () => Number(this.#statement(sql).run(...values).changes));
  }

  /** Runs statements that take no values and give no rows. */
  script(sql: string): void {
    guard(this.path, () => this.#database.exec(sql));
  }

  /** Runs `action` as one transaction: all of it is stored, or nothing. */
  transaction<T>(action: () => T): T {
    return this.#within("BEGIN IMMEDIATE", action);
  }

  /** Runs `action`, which only reads: all of it sees one state of the database, whatever other processes write. */
  snapshot<T>(action: () => T): T {
    return this.#within("BEGIN", action);
  }

  #within<T>(begin: string, action: () => T): T {
    return guard(this.path, () => {
      this.#database.exec(begin);
      try {
        const result = action();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** A full disk makes SQLite roll back by itself; then there is nothing left to roll back. */
  #rollBack(): void {
    try {
      this.#database.exec("ROLLBACK");
    } catch {
      // The error that led here is the one to tell.
    }
  }

  #prepare(): void {
    this.#database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
    // Looks before it writes: a file that is not ours, or newer, must stay as it is.
    whenFree(() => {
      this.#checkVersion();
      this.#database.exec("PRAGMA journal_mode = WAL");
    });
    this.#database.exec("PRAGMA synchronous = NORMAL");
    this.#database.exec("PRAGMA foreign_keys = ON");
    if (this.#number("PRAGMA user_version") < this.#migrations.length) {
      this.transaction(() => this.#migrate());
    }
  }

  #checkVersion(): void {
    // Tables first: another process may create all of them, and the version with them, at any moment.
    const tables = this.#number("SELECT count(*) FROM sqlite_schema");
    const version = this.#number("PRAGMA user_version");
    const supported = this.#migrations.length;
    if (version > supported) {
      throw new KtrdrError(
        `The database "${this.path}" has version ${version}, and this ktrdr knows versions up to ${supported}`,
        {
          hint: "It was left untouched; use a newer ktrdr, or set KTRDR_HOME to another folder",
          details: { path: this.path, version, supported },
        },
      );
    }
    if (version === 0 && tables > 0) {
      throw new KtrdrError(`The file "${this.path}" is a database of another program`, {
        hint: "It was left untouched; move it away, or set KTRDR_HOME to another folder",
        details: { path: this.path },
      });
    }
  }

  /** The version is read again inside the transaction: another process may have been faster. */
  #migrate(): void {
    for (let version = this.#number("PRAGMA user_version"); version < this.#migrations.length; version++) {
      const migration = this.#migrations[version];
      if (typeof migration === "string") this.#database.exec(migration);
      else migration(this);
      this.#database.exec(`PRAGMA user_version = ${version + 1}`);
    }
  }

  #number(sql: string): number {
    const row = this.#database.prepare(sql).get();
    return Number(row === undefined ? 0 : Object.values(row)[0]);
  }
}

/** Switching to WAL needs the file alone, and SQLite does not always wait for that by itself. */
function whenFree(action: () => void): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let waited = 0;; waited += busyPause) {
    try {
      return action();
    } catch (error) {
      if (!isBusy(error) || waited >= busyTimeout) throw error;
      Atomics.wait(sleeper, 0, 0, busyPause);
    }
  }
}
