import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { type Job, JobRunner, type JobRunnerOptions } from "../../../lib/engine/jobs/job_runner.ts";
import type { OperationRecord, Store } from "../../../lib/engine/store/store.ts";
import { sweepOrphans } from "../../../lib/engine/jobs/sweep_orphans.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { KtrdrError } from "../../../lib/errors.ts";
import { newOperation, temporaryStore } from "../store/temporary_store.ts";
import type { TestResult, TestWork } from "./fixtures/test_worker.ts";

type Runner = JobRunner<TestWork, TestResult>;

function worker(file: string): () => Worker {
  return () => new Worker(new URL(`./fixtures/${file}`, import.meta.url), { type: "module" });
}

/** Stands for a thread that breaks: it answers the request with an event of the given kind. */
class BreakingWorker {
  constructor(readonly handler: string, readonly event: Event) {}

  get worker(): Worker {
    const handlers: Record<string, (event: Event) => void> = {};
    const answer = () => handlers[this.handler](this.event);
    return Object.assign(handlers, {
      postMessage: () => queueMicrotask(answer),
      terminate: () => {},
    }) as unknown as Worker;
  }
}

function newRunner(store: Store, options: Partial<JobRunnerOptions> = {}): Runner {
  return new JobRunner({ store, createWorker: worker("test_worker.ts"), cores: 1, ...options });
}

/** Adds an operation and starts its job. */
function launch(
  runner: Runner,
  store: Store,
  id: string,
  work: TestWork,
  changes: Partial<Job<TestWork, TestResult>> = {},
) {
  store.operations.insert(newOperation(id, { owner: runner.processId }));
  runner.start({ operationId: id, work: () => work, finish: ({ answer }) => ({ answer }), ...changes });
}

/** The record once `holds` is true of it. */
async function record(
  runner: Runner,
  store: Store,
  id: string,
  holds: (record: OperationRecord) => boolean,
): Promise<OperationRecord> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = store.operations.find(id);
    assert(found !== null);
    if (holds(found)) return found;
    assert(Date.now() < deadline, `${id} stays ${found.status}: ${found.errorMessage}`);
    await runner.waitForChange(id, found.version, { milliseconds: 1000 });
  }
}

const isTerminal = (record: OperationRecord) => ["completed", "failed", "cancelled"].includes(record.status);
const isUnderWay = (record: OperationRecord) => record.progress.percentage > 0;

Deno.test("a job goes from pending over running to completed", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  await using runner = newRunner(store, { now: clock.now });
  clock.time += 1000;
  launch(runner, store, "op_1", { kind: "quick", steps: 3 });
  assertEquals(store.operations.find("op_1")?.status, "running");
  assertEquals(store.operations.find("op_1")?.startedAt, clock.time);
  assertEquals(runner.activeCount, 1);
  clock.time += 500;
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result, ended.errorMessage], ["completed", { answer: 42 }, null]);
  assertEquals(ended.completedAt, clock.time);
  assertEquals(ended.progress.percentage, 100);
  assertEquals(ended.progress.currentStep, "Step 1");
  assertEquals(store.operations.epochs("op_1").map((epoch) => epoch.epoch), [1, 2, 3]);
  await runner.whenStopped("op_1");
  assertEquals(runner.activeCount, 0);
});

Deno.test("at most `cores` jobs run at once, the rest in order, each given its work when its turn comes", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store, { cores: 2 });
  const built: string[] = [];
  for (const id of ["a", "b", "c", "d"]) {
    const kind = id < "c" ? "spin" : "quick";
    launch(runner, store, id, { kind }, { work: () => (built.push(id), { kind }) });
  }
  const statuses = () => ["a", "b", "c", "d"].map((id) => store.operations.find(id)?.status);
  assertEquals(statuses(), ["running", "running", "pending", "pending"]);
  assertEquals(built, ["a", "b"]);
  runner.cancel("b", null);
  await record(runner, store, "d", isTerminal);
  assertEquals(statuses(), ["running", "cancelled", "completed", "completed"]);
  assertEquals(built, ["a", "b", "c", "d"]);
  runner.cancel("a", null);
});

Deno.test("cancel() is said at once, stops a tight loop, and keeps its checkpoint", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "spin" });
  await record(runner, store, "op_1", isUnderWay);
  const start = performance.now();
  assertEquals(runner.cancel("op_1", "changed my mind"), { changed: true, told: true });
  const cancelled = store.operations.find("op_1");
  assertEquals([cancelled?.status, cancelled?.errorMessage], ["cancelled", "changed my mind"]);
  assert(cancelled?.completedAt !== null);
  await runner.whenStopped("op_1");
  const milliseconds = performance.now() - start;
  assert(milliseconds < 1000, `stopped after ${milliseconds} ms`);
  const checkpoint = store.checkpoints.find("op_1");
  assertEquals([checkpoint?.type, checkpoint?.summary], ["cancellation", { epoch: 7 }]);
  assertEquals(checkpoint?.data, { weights: new Float32Array([7]) });
  assertEquals(store.operations.find("op_1"), cancelled);
  assertEquals(runner.cancel("op_1", null), { changed: false, told: false });
});

Deno.test("cancel() of a waiting job takes it from the queue", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "a", { kind: "spin" });
  launch(runner, store, "b", { kind: "quick" });
  assertEquals(runner.cancel("b", null), { changed: true, told: true });
  assertEquals(store.operations.find("b")?.errorMessage, "Operation cancelled by user");
  assertEquals(runner.activeCount, 1);
  assertEquals(runner.cancel("unknown", null), { changed: false, told: false });
});

Deno.test("a result that comes after cancel() is dropped", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  let isFinished = false;
  launch(runner, store, "op_1", { kind: "finish" }, { finish: () => ({ isFinished: isFinished = true }) });
  await record(runner, store, "op_1", isUnderWay);
  runner.cancel("op_1", null);
  await runner.whenStopped("op_1");
  assertEquals([store.operations.find("op_1")?.status, isFinished], ["cancelled", false]);
});

Deno.test("a job that does not stop in time is ended, and the next one starts", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store, { graceMilliseconds: 50 });
  launch(runner, store, "deaf", { kind: "deaf" });
  launch(runner, store, "next", { kind: "quick" });
  await record(runner, store, "deaf", isUnderWay);
  runner.cancel("deaf", null);
  assertEquals((await record(runner, store, "next", isTerminal)).status, "completed");
  assertEquals(store.operations.find("deaf")?.status, "cancelled");
});

Deno.test("an operation resumed while its cancelled job still stops runs after it, from its checkpoint", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store, { cores: 2 });
  launch(runner, store, "op_1", { kind: "spin" });
  await record(runner, store, "op_1", isUnderWay);
  runner.cancel("op_1", null);
  store.operations.change("op_1", {
    from: ["cancelled"],
    status: "resuming",
    completedAt: null,
    errorMessage: null,
  });
  let seen: unknown;
  runner.start({
    operationId: "op_1",
    work: () => (seen = store.checkpoints.find("op_1")?.summary, { kind: "quick" }),
    finish: ({ answer }) => ({ answer }),
  });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result, ended.errorMessage], ["completed", { answer: 42 }, null]);
  assertEquals(seen, { epoch: 7 });
});

Deno.test("what a job throws is the reason of the failure, in one line; its checkpoint stays", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "throw" });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.errorMessage], ["failed", "the numbers are wrong"]);
  assert(ended.completedAt !== null);
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
    assertMatch(store.operations.find(id)?.errorMessage ?? "", message);
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
  assertEquals(store.operations.find("lacking")?.errorMessage, "no threads");
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
  assertEquals(store.operations.find("error")?.errorMessage, "out of memory");
  assert(events.error.defaultPrevented);
  assertEquals(store.operations.find("messageerror")?.errorMessage, "The worker sent what cannot be read");
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
  assertEquals([ended.status, ended.result, refusals], ["completed", { answer: 42 }, -1]);
});

Deno.test("an operation that another process took for dead goes on", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  await using runner = newRunner(store, { now: clock.now });
  launch(runner, store, "op_1", { kind: "wait" });
  await record(runner, store, "op_1", isUnderWay);
  using other = openStore({ home: store.home, now: clock.now });
  clock.time += 60_000;
  assertEquals(sweepOrphans(other, clock.now).map((swept) => swept.status), ["failed"]);
  const revived = await record(runner, store, "op_1", (record) => record.status === "running");
  assertEquals([revived.errorMessage, revived.completedAt], [null, null]);
  assertEquals(sweepOrphans(other, clock.now), []);
});

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

Deno.test("a completed operation has no checkpoint any more", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "checkpoint" });
  assertEquals((await record(runner, store, "op_1", isTerminal)).status, "completed");
  assertEquals(store.checkpoints.list(), []);
});

Deno.test("progress is thinned out, but no kind of step is lost", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  await using runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "report", steps: 20_000 });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.progress.currentStep, ended.progress.percentage], ["Testing", 100]);
  // Insert, running, first step, last step, completed; and some steps on a slow machine.
  assert(ended.version >= 5 && ended.version < 40, `${ended.version} changes`);
});

Deno.test("a runner that is disposed of saves what runs, and all its operations have ended", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  {
    await using runner = newRunner(store, { cores: 4, graceMilliseconds: 300 });
    for (const kind of ["spin", "finish", "deaf"] as const) launch(runner, store, kind, { kind });
    for (const id of ["spin", "finish", "deaf"]) await record(runner, store, id, isUnderWay);
    launch(runner, store, "cancelled", { kind: "wait" });
    launch(runner, store, "waiting", { kind: "quick" });
    runner.cancel("cancelled", "by hand");
  }
  const ends = Object.fromEntries(
    store.operations.list({ limit: 9, offset: 0 }).rows.map((
      row,
    ) => [row.id, row.errorMessage ?? row.status]),
  );
  assertEquals(ends, {
    spin: "Engine stopped while the operation ran (it can be resumed from its checkpoint)",
    finish: "completed",
    deaf: "Engine stopped while the operation ran (it saved no checkpoint)",
    cancelled: "by hand",
    waiting: "Engine stopped before the operation started",
  });
  assertEquals(store.checkpoints.find("spin")?.type, "shutdown");
});

Deno.test("a runner that was disposed of starts nothing", async () => {
  using temporary = temporaryStore();
  const runner = newRunner(temporary.store);
  await runner[Symbol.asyncDispose]();
  temporary.store.operations.insert(newOperation("op_1"));
  const start = () =>
    runner.start({ operationId: "op_1", work: () => ({ kind: "quick" }), finish: () => ({}) });
  await assertRejects(() => Promise.resolve().then(start), KtrdrError, "stopping");
});

Deno.test("waitForChange() ends at a change, at a signal, at the time, and with the runner", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  const runner = newRunner(store);
  launch(runner, store, "op_1", { kind: "wait" });
  const { version } = await record(runner, store, "op_1", isUnderWay);
  const patient = { milliseconds: 60_000 };
  await runner.waitForChange("op_1", version - 1, patient);
  await runner.waitForChange("op_1", version, { milliseconds: 1 });
  await runner.waitForChange("op_1", version, { ...patient, signal: AbortSignal.abort() });
  const abort = new AbortController();
  const aborted = runner.waitForChange("op_1", version, { ...patient, signal: abort.signal });
  abort.abort();
  await aborted;
  const changed = runner.waitForChange("op_1", version, patient);
  runner.cancel("op_1", null);
  await changed;
  const disposed = runner.waitForChange("op_1", store.operations.find("op_1")!.version, patient);
  await runner[Symbol.asyncDispose]();
  await disposed;
});
