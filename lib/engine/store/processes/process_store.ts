/**
 * The processes that share one home, and what is left of those that died.
 * @module
 */
import * as z from "zod";
import { isPermitted } from "../../../permissions.ts";
import type { Database } from "../database.ts";
import { os } from "../node_builtins.ts";
import { operationRow } from "../operation_row.ts";
import { activeStatuses } from "../operation_store.ts";
import type { OperationRecord, ProcessStore } from "../store.ts";
import { findLockState, forEachEnded, type ProcessLock } from "./process_lock.ts";
import { removeUnfinished } from "./unfinished_files.ts";

const day = 86_400_000;
/** Milliseconds without a beat after which the entry of a process is forgotten whose lock somebody has removed. */
const longestSilence = 7 * day;
/**
 * Milliseconds since its last beat in which a process that another machine has entered is not taken for dead, whatever
 * its lock says here: it may be out of sight, as in a virtual machine that mounts the home.
 */
const longestSilenceElsewhere = 10_000;
/** Milliseconds that an operation may be without an owner. */
const longestUnowned = 10_000;

const processRow = z.object({ id: z.string(), host: z.string(), beat_at: z.number() });
type ProcessRow = z.infer<typeof processRow>;

/** What the processes of a home are known by. */
interface ProcessStoreOptions {
  home: string;
  database: Database;
  /** That of this process. */
  lock: ProcessLock;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The processes of a home. */
export function createProcessStore(options: ProcessStoreOptions): ProcessStore {
  const { home, database, lock, now } = options;
  return {
    beat() {
      const isNew = !lock.isHeld;
      const id = lock.hold();
      // Of a process whose lock somebody has removed nothing else is left.
      if (isNew) database.run("DELETE FROM processes WHERE beat_at < ?", now() - longestSilence);
      database.run(
        `INSERT INTO processes (id, pid, host, beat_at) VALUES (?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
        id,
        process.pid,
        thisHost(),
        now(),
      );
      return id;
    },
    orphans: () => findOrphans(options),
    clear() {
      forEachEnded(home, (id) => {
        removeUnfinished(home, id);
        remove(database, id);
      });
    },
    [Symbol.dispose]() {
      if (!lock.isHeld) return;
      try {
        remove(database, lock.id);
      } catch {
        // As on a full disk: the lock tells the next process to do so.
        lock.release();
      }
    },
  };
}

function remove(database: Database, processId: string): void {
  database.run("DELETE FROM bars_under_way WHERE process = ?", processId);
  database.run("DELETE FROM processes WHERE id = ?", processId);
}

/** The name of this machine; empty where it may not be asked for. */
function thisHost(): string {
  return isPermitted({ name: "sys", kind: "hostname" }) ? os.hostname() : "";
}

function findOrphans({ home, database, lock, now }: ProcessStoreOptions): readonly OperationRecord[] {
  const active = database.rows({
    sql: `SELECT * FROM operations WHERE status IN ${activeStatuses} ORDER BY sequence`,
    row: operationRow,
  });
  if (active.length === 0) return [];
  const rows = database.rows({ sql: "SELECT id, host, beat_at FROM processes", row: processRow });
  const owners = new Set(active.map(({ owner }) => owner));
  const ended = new Set([...owners].filter((owner) => {
    if (owner === null || (owner === lock.id && lock.isHeld)) return false;
    return hasEnded(rows.find(({ id }) => id === owner), { state: findLockState(home, owner), now: now() });
  }));
  return active.filter(({ owner, created_at: createdAt }) =>
    owner === null ? now() - createdAt > longestUnowned : ended.has(owner)
  );
}

/**
 * Whether a process is known to have ended. A process that ends in order takes its entry and its lock away. Where only
 * the entry is left somebody has removed the lock, and nothing is known.
 */
function hasEnded(row: ProcessRow | undefined, { state, now }: { state: string; now: number }): boolean {
  if (state === "missing") return row === undefined;
  if (state !== "free") return false;
  if (row === undefined || row.host === thisHost()) return true;
  return Math.abs(now - row.beat_at) > longestSilenceElsewhere;
}
