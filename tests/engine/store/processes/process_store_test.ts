import { assertEquals } from "@std/assert";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../../../../lib/engine/store/open_store.ts";
import type { Store } from "../../../../lib/engine/store/store.ts";
import { newOperation, temporaryFolder, temporaryStore } from "../temporary_store.ts";

const week = 7 * 24 * 60 * 60 * 1000;

/** A process that was killed: its lock is there, and nobody holds it. */
function leaveEnded(store: Store, { host = hostname(), beatAt }: { host?: string; beatAt: number }): string {
  const id = crypto.randomUUID();
  Deno.mkdirSync(join(store.home, "processes"), { recursive: true });
  Deno.writeTextFileSync(lockOf(store, id), "");
  enter(store, id, { host, beatAt });
  return id;
}

function lockOf(store: Store, id: string): string {
  return join(store.home, "processes", `${id}.lock`);
}

function enter(store: Store, id: string, { host, beatAt }: { host: string; beatAt: number }): void {
  using database = new DatabaseSync(join(store.home, "ktrdr.db"));
  database.prepare("INSERT INTO processes VALUES (?, ?, ?, ?)").run(id, 1, host, beatAt);
}

function entries(store: Store): unknown[] {
  using database = new DatabaseSync(join(store.home, "ktrdr.db"));
  return database.prepare("SELECT id FROM processes ORDER BY rowid").all().map((row) => row.id);
}

function locks(store: Store): string[] {
  return [...Deno.readDirSync(join(store.home, "processes"))].map(({ name }) => name);
}

function orphans(store: Store): string[] {
  return store.processes.orphans().map(({ operation_id: id }) => id);
}

Deno.test("orphans() are the operations of owners that have ended, whatever the clock says", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  using other = openStore({ home: store.home, now: clock.now });
  const owners = {
    self: store.processes.beat(),
    other: other.processes.beat(),
    killed: leaveEnded(store, { beatAt: clock.time }),
    unheardOf: crypto.randomUUID(),
  };
  for (const [id, owner] of Object.entries(owners)) store.operations.insert(newOperation(id, { owner }));
  store.operations.insert(newOperation("ended", { owner: owners.killed }));
  store.operations.change("ended", { status: "completed" });
  assertEquals(orphans(store), ["killed", "unheardOf"]);
  assertEquals(orphans(other), ["killed", "unheardOf"]);
  for (const time of [10 * week, -10 * week]) {
    clock.time += time;
    assertEquals(orphans(store), ["killed", "unheardOf"]);
  }
  other[Symbol.dispose]();
  assertEquals(orphans(store), ["other", "killed", "unheardOf"]);
});

Deno.test("orphans() leaves alone what nobody can decide: a lock that somebody removed", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  using other = openStore({ home: store.home, now: clock.now });
  const owner = other.processes.beat();
  store.operations.insert(newOperation("running", { owner }));
  Deno.removeSync(join(store.home, "processes"), { recursive: true });
  clock.time += week;
  assertEquals(orphans(store), []);
  // With its next beat the process is known to be alive again.
  other.processes.beat();
  assertEquals(locks(store), [`${owner}.lock`]);
  other[Symbol.dispose]();
  assertEquals(orphans(store), ["running"]);
});

Deno.test("orphans() leaves alone what nobody can decide: a lock that cannot be looked at", () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  const owner = crypto.randomUUID();
  // A folder is no file to lock, as a file is not without the permission to open it.
  Deno.mkdirSync(lockOf(store, owner), { recursive: true });
  store.operations.insert(newOperation("running", { owner }));
  store.processes.clear();
  assertEquals(orphans(store), []);
});

Deno.test("orphans() believes the beat of a process of another machine, whose lock is not seen here", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  const owner = leaveEnded(store, { host: "another-machine", beatAt: clock.time });
  store.operations.insert(newOperation("far", { owner }));
  clock.time += 10_000;
  assertEquals(orphans(store), []);
  clock.time += 1;
  assertEquals(orphans(store), ["far"]);
});

Deno.test("orphans() gives an operation without an owner ten seconds", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  store.operations.insert(newOperation("unowned"));
  clock.time += 10_000;
  assertEquals(orphans(store), []);
  clock.time += 1;
  assertEquals(orphans(store), ["unowned"]);
});

Deno.test("clear() removes what ended processes have left, and only that", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  using other = openStore({ home: store.home, now: clock.now });
  const alive = other.processes.beat();
  const ended = leaveEnded(store, { beatAt: clock.time });
  Deno.writeTextFileSync(join(store.home, "processes", "notes.txt"), "");
  const unfinished = join(store.home, "tmp");
  for (const name of [`${alive}@1`, `${ended}@2`, `${ended}@3`, "notes"]) {
    Deno.mkdirSync(join(unfinished, name, "part"), { recursive: true });
  }
  store.processes.clear();
  assertEquals(locks(store).sort(), [`${alive}.lock`, "notes.txt"].sort());
  assertEquals(entries(store), [alive]);
  const left = [...Deno.readDirSync(unfinished)].map(({ name }) => name).sort();
  assertEquals(left, [`${alive}@1`, "notes"].sort());
});

Deno.test("a store that closes takes its lock with it, and one that only read has none", () => {
  using folder = temporaryFolder();
  {
    using reader = openStore({ home: folder.path });
    assertEquals(reader.models.list(), []);
    using writer = openStore({ home: folder.path });
    writer.processes.beat();
    assertEquals(locks(reader).length, 1);
  }
  using store = openStore({ home: folder.path });
  assertEquals(locks(store), []);
});

Deno.test("beat() forgets processes that have been silent for a week", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  enter(store, crypto.randomUUID(), { host: hostname(), beatAt: clock.time });
  clock.time += week + 1;
  const self = store.processes.beat();
  assertEquals(entries(store), [self]);
});
