import { assertEquals } from "@std/assert";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sweepOrphans } from "../../../lib/engine/jobs/sweep_orphans.ts";
import { newOperation, temporaryStore } from "../store/temporary_store.ts";

/** No system gives such a number to a process. */
const unusedNumber = 2 ** 31 - 1;

/** A store with a running operation of each process, all of which have just beaten; and what a sweep ends in it. */
function storeWith(processes: Readonly<Record<string, { readonly pid: number; readonly host: string }>>) {
  const temporary = temporaryStore();
  const { store, clock } = temporary;
  using database = new DatabaseSync(join(store.home, "ktrdr.db"));
  for (const [id, { pid, host }] of Object.entries(processes)) {
    database.prepare("INSERT INTO processes VALUES (?, ?, ?, ?)").run(id, pid, host, clock.time);
    store.operations.insert(newOperation(id, { owner: id }));
    store.operations.change(id, { status: "running" });
  }
  return {
    sweepAfter: (milliseconds: number) => {
      clock.time += milliseconds;
      return sweepOrphans(store, clock.now).map(({ id }) => id);
    },
    statusOf: (id: string) => store.operations.find(id)?.status,
    [Symbol.dispose]: () => temporary[Symbol.dispose](),
  };
}

Deno.test("sweepOrphans() leaves a process alone that is there but busy, for a minute", () => {
  // The process that started this one is there as long as this one.
  using store = storeWith({ busy: { pid: Deno.ppid, host: hostname() } });
  assertEquals(store.sweepAfter(30_000), []);
  assertEquals(store.sweepAfter(30_000), []);
  assertEquals(store.statusOf("busy"), "running");
  assertEquals(store.sweepAfter(1), ["busy"]);
  assertEquals(store.statusOf("busy"), "failed");
});

Deno.test("sweepOrphans() ends at once what a process of this machine ran that is gone", () => {
  using store = storeWith({ gone: { pid: unusedNumber, host: hostname() } });
  assertEquals(store.sweepAfter(0), ["gone"]);
  assertEquals(store.statusOf("gone"), "failed");
});

Deno.test("sweepOrphans() gives a process of which nothing is known ten seconds", () => {
  using store = storeWith({
    elsewhere: { pid: unusedNumber, host: "another-machine" },
    nowhere: { pid: unusedNumber, host: "" },
    // An earlier process with the number of this one.
    namesake: { pid: Deno.pid, host: hostname() },
  });
  assertEquals(store.sweepAfter(10_000), []);
  assertEquals(store.sweepAfter(1), ["elsewhere", "nowhere", "namesake"]);
});
