import { assert, assertEquals, assertRejects } from "@std/assert";
import { KtrdrError } from "../../../lib/errors.ts";
import { newOperation, temporaryStore } from "../store/temporary_store.ts";
import { isTerminal, isUnderWay, launch, newRunner, record } from "./running_jobs.ts";

Deno.test("a job goes from pending over running to completed", async () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  await using runner = newRunner(store, { now: clock.now });
  clock.time += 1000;
  launch(runner, store, "op_1", { kind: "quick", steps: 3 });
  assertEquals(store.operations.find("op_1")?.status, "running");
  assertEquals(store.operations.find("op_1")?.started_at, clock.time);
  assertEquals(runner.activeCount, 1);
  clock.time += 500;
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result_summary, ended.error_message], [
    "completed",
    { answer: 42 },
    null,
  ]);
  assertEquals(ended.completed_at, clock.time);
  assertEquals(ended.progress.percentage, 100);
  assertEquals(ended.progress.current_step, "Step 1");
  assertEquals(store.operations.epochs("op_1").map((epoch) => epoch.epoch), [1, 2, 3]);
  await runner.whenStopped("op_1");
  assertEquals(runner.activeCount, 0);
});

Deno.test("a worker that takes its time to load gets its job", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  const script = new URL("./fixtures/slow_worker.ts", import.meta.url);
  await using runner = newRunner(store, { createWorker: () => new Worker(script, { type: "module" }) });
  launch(runner, store, "op_1", { kind: "quick" });
  assertEquals((await record(runner, store, "op_1", isTerminal)).status, "completed");
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
  assertEquals([cancelled?.status, cancelled?.error_message], ["cancelled", "changed my mind"]);
  assert(cancelled?.completed_at !== null);
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
  assertEquals(store.operations.find("b")?.error_message, "Operation cancelled by user");
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
    completed_at: null,
    error_message: null,
  });
  let seen: unknown;
  runner.start({
    operationId: "op_1",
    work: () => (seen = store.checkpoints.find("op_1")?.summary, { kind: "quick" }),
    finish: ({ answer }) => ({ answer }),
  });
  const ended = await record(runner, store, "op_1", isTerminal);
  assertEquals([ended.status, ended.result_summary, ended.error_message], [
    "completed",
    { answer: 42 },
    null,
  ]);
  assertEquals(seen, { epoch: 7 });
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
  assertEquals([ended.progress.current_step, ended.progress.percentage], ["Testing", 100]);
  // Insert, running, first step, last step, completed; and some steps on a slow machine.
  assert(ended.version >= 5 && ended.version < 40, `${ended.version} changes`);
});

Deno.test("a runner that is disposed of saves what runs, and all its operations have ended", async () => {
  using temporary = temporaryStore();
  const { store } = temporary;
  {
    await using runner = newRunner(store, { cores: 4, graceMilliseconds: 1500 });
    for (const kind of ["spin", "finish", "deaf"] as const) launch(runner, store, kind, { kind });
    for (const id of ["spin", "finish", "deaf"]) await record(runner, store, id, isUnderWay);
    launch(runner, store, "cancelled", { kind: "wait" });
    launch(runner, store, "waiting", { kind: "quick" });
    runner.cancel("cancelled", "by hand");
  }
  const ends = Object.fromEntries(
    store.operations.list({ limit: 9, offset: 0 }).rows.map((
      row,
    ) => [row.operation_id, row.error_message ?? row.status]),
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
  const disposed = runner.waitForChange("op_1", store.operations.find("op_1")?.version ?? 0, patient);
  await runner[Symbol.asyncDispose]();
  await disposed;
});
