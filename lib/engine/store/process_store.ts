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
/**
 * Milliseconds that a process may be silent which is known to be alive: it may be busy, or stopped for a while. Not for
 * ever, since after a crash another process can have got its number, and one that was killed keeps its number until its
 * parent takes note. Start times would tell the former, but only some systems and permissions give them.
 */
const longestSilenceAlive = 60_000;

/** A process: its number, and the machine that the number belongs to. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string | undefined;
}

const processRow = z.object({
  id: z.string(),
  pid: z.number(),
  host: z.string(),
  beat_at: z.number(),
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
    orphans: (silence) => findOrphans(database, { now: now(), silence, registered }),
  };
}

/** The name of this machine; empty where it may not be asked for. */
export function thisHost(): string {
  return isPermitted({ name: "sys", kind: "hostname" }) ? os.hostname() : "";
}

/** What can be said of a process from outside. `alive`: one of its number is there. */
export type ProcessState = "gone" | "alive" | "unknown";

/**
 * Whether a process has ended. Nothing is known of a process of another machine, and without permission to send signals,
 * even the one that does nothing; nor of one with the number of this process, which may have had that number before.
 */
export function findProcessState(identity: ProcessIdentity): ProcessState {
  if (identity.host === "" || identity.host !== thisHost()) return "unknown";
  if (identity.pid === process.pid || !isPermitted({ name: "run" })) return "unknown";
  try {
    process.kill(identity.pid, 0);
    return "alive";
  } catch (error) {
    const code = codeOf(error);
    if (code === "ESRCH") return "gone";
    // A process of another user may not be sent signals, so it is there.
    return code === "EPERM" ? "alive" : "unknown";
  }
}

interface OrphanSearch {
  readonly now: number;
  /** Milliseconds. */
  readonly silence: number;
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
  const earliestBeat = search.now - search.silence;
  const rows = database.rows({ sql: "SELECT id, pid, host, beat_at FROM processes", row: processRow });
  const alive = new Set(rows.filter((row) => row.beat_at >= earliestBeatOf(row, search)).map(({ id }) => id));
  return active.filter(({ owner, createdAt }) =>
    owner === null ? createdAt < earliestBeat : !alive.has(owner) && !search.registered.has(owner)
  );
}

/** The time that a process must have beaten at, or later, to count as alive. */
function earliestBeatOf(identity: ProcessIdentity, { now, silence }: OrphanSearch): number {
  const state = findProcessState(identity);
  if (state === "gone") return Infinity;
  return now - (state === "alive" ? Math.max(silence, longestSilenceAlive) : silence);
}
