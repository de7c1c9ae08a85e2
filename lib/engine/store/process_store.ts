/**
 * The processes that share one home, and what is left of those that died.
 * @module
 */
import * as z from "zod";
import { isPermitted } from "../../permissions.ts";
import type { Database } from "./database.ts";
import { os } from "./node_builtins.ts";
import { operationRow } from "./operation_row.ts";
import { activeStatuses } from "./operation_store.ts";
import { codeOf } from "./store_error.ts";
import type { OperationRecord, ProcessStore } from "./store.ts";

const longSilence = 7 * 24 * 60 * 60 * 1000;

/** A process: its number, and the machine that the number belongs to. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string | undefined;
}

const processRow = z.object({
  id: z.string(),
  pid: z.number(),
  host: z.string(),
});

/** The processes of a database. `now` gives milliseconds since the epoch. */
export function createProcessStore(database: Database, now: () => number): ProcessStore {
  const registered = new Set<string>();
  const beat = (processId: string) => {
    database.run(
      `INSERT INTO processes (id, pid, host, beat_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at`,
      processId,
      process.pid,
      thisHost(),
      now(),
    );
  };
  return {
    register: () => {
      const id = crypto.randomUUID();
      database.run("DELETE FROM processes WHERE beat_at < ?", now() - longSilence);
      beat(id);
      registered.add(id);
      return id;
    },
    beat,
    remove: (processId) => {
      registered.delete(processId);
      database.run("DELETE FROM processes WHERE id = ?", processId);
    },
    orphans: (silence) => findOrphans(database, { earliestBeat: now() - silence, registered }),
  };
}

/** The name of this machine; empty where it may not be asked for. */
export function thisHost(): string {
  return isPermitted({ name: "sys", kind: "hostname" }) ? os.hostname() : "";
}

/**
 * Whether a process is known to have ended. False where nothing can be known: for a process of another machine, and
 * without permission to send signals, even the one that does nothing.
 */
export function isProcessGone(identity: ProcessIdentity): boolean {
  if (identity.host === "" || identity.host !== thisHost()) return false;
  if (identity.pid === process.pid || !isPermitted({ name: "run" })) return false;
  try {
    process.kill(identity.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

interface OrphanSearch {
  readonly earliestBeat: number;
  /** Processes that are this one: alive, however long it slept. */
  readonly registered: ReadonlySet<string>;
}

/** An operation that nobody owns yet has as long as an owner may be silent. */
function findOrphans(database: Database, search: OrphanSearch): readonly OperationRecord[] {
  const active = database.rows({
    sql: `SELECT * FROM operations WHERE status IN ${activeStatuses} ORDER BY sequence`,
    row: operationRow,
  });
  if (active.length === 0) return [];
  const alive = new Set(search.registered);
  const rows = database.rows({
    sql: "SELECT id, pid, host FROM processes WHERE beat_at >= ?",
    row: processRow,
  }, search.earliestBeat);
  for (const row of rows) if (!isProcessGone(row)) alive.add(row.id);
  return active.filter((operation) =>
    operation.owner === null ? operation.createdAt < search.earliestBeat : !alive.has(operation.owner)
  );
}
