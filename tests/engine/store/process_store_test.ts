import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { hostname } from "node:os";
import { join } from "node:path";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { newOperation, temporaryStore } from "./temporary_store.ts";

Deno.test("orphans() are the active operations of silent, unknown and missing owners", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  using other = openStore({ home: store.home, now: clock.now });
  const silent = other.processes.register();
  const beating = other.processes.register();
  const self = store.processes.register();
  const owners = { silent, beating, self, unknown: "nobody", missing: null };
  for (const [id, owner] of Object.entries(owners)) store.operations.insert(newOperation(id, { owner }));
  store.operations.insert(newOperation("ended", { owner: silent }));
  store.operations.change("ended", { status: "completed" });
  const ids = () => store.processes.orphans(10_000).map((orphan) => orphan.id);
  assertEquals(ids(), ["unknown"]);
  clock.time += 9000;
  other.processes.beat(beating);
  clock.time += 2000;
  assertEquals(ids(), ["silent", "unknown", "missing"]);
  other.processes.remove(beating);
  assertEquals(ids(), ["silent", "beating", "unknown", "missing"]);
  store.processes.remove(self);
  assertEquals(ids(), ["silent", "beating", "self", "unknown", "missing"]);
});

Deno.test("orphans() knows at once that a process of this machine is gone", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  const database = new DatabaseSync(join(store.home, "ktrdr.db"));
  // No system gives such a number to a process.
  const pid = 2 ** 31 - 1;
  const insert = database.prepare("INSERT INTO processes VALUES (?, ?, ?, ?)");
  insert.run("gone", pid, hostname(), clock.time);
  insert.run("elsewhere", pid, "another-machine", clock.time);
  database.close();
  for (const owner of ["gone", "elsewhere"]) store.operations.insert(newOperation(owner, { owner }));
  assertEquals(store.processes.orphans(10_000).map((orphan) => orphan.id), ["gone"]);
});

Deno.test("register() forgets processes that have been silent for a week", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  const old = store.processes.register();
  clock.time += 8 * 24 * 60 * 60 * 1000;
  const fresh = store.processes.register();
  const database = new DatabaseSync(join(store.home, "ktrdr.db"));
  assertEquals(database.prepare("SELECT id FROM processes").all().map((row) => row.id), [fresh]);
  database.close();
  store.processes.beat(old);
});
