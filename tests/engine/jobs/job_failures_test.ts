import { assert, assertEquals, assertMatch } from "@std/assert";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import type { Store } from "../../../lib/engine/store/store.ts";
import { KtrdrError } from "../../../lib/errors.ts";
import { temporaryStore } from "../store/temporary_store.ts";
import type { TestWork } from "./fixtures/test_worker.ts";
import { isTerminal, isUnderWay, launch, newRunner, record } from "./running_jobs.ts";

/** Stands for a thread that breaks: the first that is heard of it is an event of the given kind. */
class BreakingWorker {
  constructor(readonly handler: string, readonly event: Event) {}

  get worker(): Worker {
    const handlers: Record<string, (event: Event) => void> = {};
    queueMicrotask(() => handlers[this.handler](this.event));
    return Object.assign(handlers, { terminate: () => {} }) as unknown as Worker;
  }
}

Deno.test("what a job throws is the reason of the failure, in one line; its checkpoint stays", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "throw" });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.error_message], ["failed", "the numbers are wrong"]);
  assert(ended.completed_at !== null);
  assertEquals(store.checkpoints.find("op_1")?.type, "failure");
});

Deno.test("every way to break makes the operation a failed one, and frees the core", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  const fail = (message: string) => () => {
    throw new KtrdrError(message);
  };
  launch(runner, store, "work", { kind: "quick" }, { work: fail("no bars") });
  launch(runner, store, "finish", { kind: "quick" }, { finish: fail("no space is left") });
  launch(runner, store, "json", { kind: "quick" }, { finish: () => ({ big: 1n }) });
  launch(runner, store, "result", { kind: "uncloneable" });
  launch(runner, store, "clone", { kind: "quick" }, {
    work: () => ({ kind: "quick", later: () => 1 }) as TestWork,
  });
  launch(runner, store, "good", { kind: "quick" });
  assertEquals((await record(runner, store, "good", isTerminal)).status, "completed");
  const messages = {
    work: /^no bars$/,
    finish: /^no space is left$/,
    json: /BigInt/,
    result: /clone/,
    clone: /clone/,
  };
  for (const [id, message] of Object.entries(messages)) {
    assertEquals(store.operations.find(id)?.status, "failed");
    assertMatch(store.operations.find(id)?.error_message ?? "", message);
  }
});

Deno.test("a worker that cannot be made, or breaks by itself, makes the operation a failed one", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  const createWorker = () => {
    throw new Error("no threads");
  };
  await using lacking = newRunner(store, { createWorker });
  launch(lacking, store, "lacking", { kind: "quick" });
  assertEquals(store.operations.find("lacking")?.error_message, "no threads");
  const message = "Uncaught (in promise) RangeError: out of memory\n    at run (worker.ts:3:1)";
  const events = {
    error: new ErrorEvent("error", { message, cancelable: true }),
    messageerror: new MessageEvent("x"),
  };
  for (const [name, event] of Object.entries(events)) {
    await using breaking = newRunner(store, {
      createWorker: () => new BreakingWorker(`on${name}`, event).worker,
    });
    launch(breaking, store, name, { kind: "quick" });
    await record(breaking, store, name, isTerminal);
  }
  assertEquals(store.operations.find("error")?.error_message, "out of memory");
  assert(events.error.defaultPrevented);
  assertEquals(store.operations.find("messageerror")?.error_message, "The worker sent what cannot be read");
});

Deno.test("an ending that cannot be written at first is written later", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  let refusals = 3;
  const change: typeof store.operations.change = (id, changes) => {
    const isEnding = changes.status === "completed";
    if (isEnding && refusals-- > 0) throw new KtrdrError("no space is left");
    return store.operations.change(id, changes);
  };
  await using runner = newRunner({ ...store, operations: { ...store.operations, change } });
  launch(runner, store, "op_1", { kind: "quick" });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result_summary, refusals], ["completed", { answer: 42 }, -1]);
});

Deno.test("a lock of another process delays what a job says, and takes nothing from it", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  const refusals = { epochs: 3, finish: 2 };
  const refuse = (what: keyof typeof refusals) => {
    if (refusals[what]-- > 0) throw new KtrdrError("locked", { details: { trouble: "busy" } });
  };
  const addEpochs: typeof store.operations.addEpochs = (id, epochs) => {
    refuse("epochs");
    store.operations.addEpochs(id, epochs);
  };
  await using runner = newRunner({ ...store, operations: { ...store.operations, addEpochs } });
  const finish = ({ answer }: { answer: number }) => {
    refuse("finish");
    return { answer };
  };
  launch(runner, store, "op_1", { kind: "quick", steps: 12 }, { finish });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result_summary, store.operations.countEpochs("op_1")], [
    "completed",
    { answer: 42 },
    12,
  ]);
  assertEquals([refusals.epochs < 0, refusals.finish], [true, -1]);
});

Deno.test("an ending that cannot be written for some seconds is told all the same", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  let isFull = true;
  const tried = Promise.withResolvers<void>();
  const change: typeof store.operations.change = (id, changes) => {
    if (!isFull || changes.status !== "completed") return store.operations.change(id, changes);
    tried.resolve();
    throw new KtrdrError("no space is left");
  };
  const operations = { ...store.operations, change };
  await using runner = newRunner({ ...store, operations }, { now: clock.now });
  launch(runner, store, "op_1", { kind: "quick" });
  await tried.promise;
  assertEquals(runner.trouble("op_1"), null);
  clock.time += 5_000;
  const { version } = await record(runner, store, "op_1", ({ status }) => status === "running");
  await runner.waitForChange("op_1", version, { milliseconds: 20_000 });
  assertEquals(runner.trouble("op_1"), "no space is left");
  isFull = false;
  await runner.whenStopped("op_1");
  assertEquals([runner.trouble("op_1"), store.operations.find("op_1")?.status], [null, "completed"]);
});

/** What a process does with an operation whose owner it takes for dead. */
function failFromAfar({ home }: Store, id: string): void {
  using other = openStore({ home });
  other.operations.change(id, { status: "failed", error_message: "Engine stopped", completed_at: 1 });
}

Deno.test("an operation that another process took for dead goes on", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  await using runner = newRunner(store, { now: clock.now });
  launch(runner, store, "op_1", { kind: "wait" });
  await record(runner, store, "op_1", isUnderWay);
  failFromAfar(store, "op_1");
  clock.time += 1000;
  const revived = await record(runner, store, "op_1", (record) => record.status === "running");
  assertEquals([revived.error_message, revived.completed_at], [null, null]);
});

for (
  const [name, passed] of [["after a long sleep", 60_000], [
    "when the clock was put back",
    -3_600_000,
  ]] as const
) {
  Deno.test(`${name} a process puts its records right before it reads them`, async () => {
    using temporary = temporaryStore();
    const { store, clock } = temporary;
    await using runner = newRunner(store, { now: clock.now });
    launch(runner, store, "op_1", { kind: "wait" });
    await record(runner, store, "op_1", isUnderWay);
    failFromAfar(store, "op_1");
    clock.time += passed;
    runner.sweep();
    assertEquals(store.operations.find("op_1")?.status, "running");
  });
}

Deno.test("a job stops when another process has taken its operation over, and writes nothing", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  await using runner = newRunner(store, { now: clock.now });
  launch(runner, store, "op_1", { kind: "spin" });
  await record(runner, store, "op_1", isUnderWay);
  const taken = store.operations.change("op_1", { owner: "another process", status: "running" });
  clock.time += 5000;
  await runner.whenStopped("op_1");
  assertEquals(store.operations.find("op_1"), taken);
  assertEquals(store.checkpoints.find("op_1"), null);
});
