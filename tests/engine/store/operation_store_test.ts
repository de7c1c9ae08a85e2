import { assert, assertEquals } from "@std/assert";
import type { EpochChoice } from "../../../lib/engine/store/store.ts";
import { newOperation, temporaryStore } from "./temporary_store.ts";

Deno.test("insert() gives a pending operation, and null for an id that is taken", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  const inserted = operations.insert(newOperation("op_1", { owner: "me" }));
  assertEquals(inserted?.status, "pending");
  assertEquals(inserted?.version, 1);
  assertEquals(inserted?.created_at, temporary.clock.time);
  assertEquals(inserted?.progress.percentage, 0);
  assertEquals(inserted?.metadata, newOperation("op_1").metadata);
  assertEquals(inserted?.request, { epochs: 3 });
  assertEquals(operations.find("op_1"), inserted);
  assertEquals(operations.insert(newOperation("op_1")), null);
  assertEquals(operations.find("op_2"), null);
});

Deno.test("change() changes what is named, keeps the rest, and counts the version up", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  const before = operations.insert(newOperation("op_1", { owner: "me" }));
  assert(before !== null);
  const progress = {
    percentage: 12.5,
    current_step: "Epoch 1/8",
    steps_completed: 1,
    steps_total: 8,
    items_processed: 10,
    items_total: null,
    current_item: null,
  };
  const after = operations.change("op_1", { status: "running", started_at: 5, progress, warnings: ["odd"] });
  assertEquals(after, {
    ...before,
    status: "running",
    started_at: 5,
    progress,
    warnings: ["odd"],
    version: 2,
  });
  const ended = operations.change("op_1", {
    result_summary: { sharpe: NaN, trades: 3 },
    owner: null,
    error_message: "x",
  });
  assertEquals(ended?.result_summary, { sharpe: null, trades: 3 });
  assertEquals([ended?.owner, ended?.error_message, ended?.version], [null, "x", 3]);
  assertEquals(operations.change("op_1", { result_summary: null, started_at: null })?.result_summary, null);
  assertEquals(operations.find("op_1")?.started_at, null);
});

Deno.test("change() changes nothing where `from` or `ownedBy` do not hold", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  operations.insert(newOperation("op_1", { owner: "me" }));
  assertEquals(operations.change("op_1", { from: ["running", "resuming"], status: "completed" }), null);
  assertEquals(operations.change("op_1", { ownedBy: "you", status: "running" }), null);
  assertEquals(operations.change("op_1", { ownedBy: null, status: "running" }), null);
  assertEquals(operations.change("op_2", { status: "running" }), null);
  assertEquals(operations.find("op_1")?.version, 1);
  const running = operations.change("op_1", {
    from: ["pending"],
    ownedBy: "me",
    status: "running",
    owner: null,
  });
  assertEquals(running?.status, "running");
  assertEquals(
    operations.change("op_1", { from: ["running"], ownedBy: null, status: "failed" })?.status,
    "failed",
  );
});

Deno.test("progress that JSON cannot hold does not lose the operation", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  const inserted = operations.insert(newOperation("op_1"));
  assert(inserted !== null);
  const progress = { ...inserted.progress, percentage: NaN, items_total: 7 };
  assertEquals(operations.change("op_1", { progress })?.progress, { ...progress, percentage: 0 });
});

Deno.test("list() filters, pages and counts, newest first", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  for (let index = 0; index < 6; index++) {
    // The last two are of the same millisecond.
    if (index < 5) temporary.clock.time += 1000;
    operations.insert(
      newOperation(`op_${index}`, { operation_type: index % 2 === 0 ? "training" : "backtesting" }),
    );
  }
  operations.change("op_0", { status: "completed" });
  operations.change("op_1", { status: "resuming" });
  operations.change("op_2", { status: "running" });
  const ids = (query: Partial<Parameters<typeof operations.list>[0]>) => {
    const page = operations.list({ limit: 10, offset: 0, ...query });
    return [page.rows.map((row) => row.operation_id).join(" "), page.total, page.active];
  };
  assertEquals(ids({}), ["op_5 op_4 op_3 op_2 op_1 op_0", 6, 5]);
  assertEquals(ids({ limit: 2, offset: 1 }), ["op_4 op_3", 6, 5]);
  assertEquals(ids({ offset: 99 }), ["", 6, 5]);
  assertEquals(ids({ type: "backtesting" }), ["op_5 op_3 op_1", 3, 5]);
  assertEquals(ids({ status: "pending" }), ["op_5 op_4 op_3", 3, 5]);
  assertEquals(ids({ status: "pending", type: "training" }), ["op_4", 1, 5]);
  assertEquals(ids({ activeOnly: true }), ["op_5 op_4 op_3 op_2 op_1", 5, 5]);
  assertEquals(ids({ activeOnly: true, type: "training", limit: 1 }), ["op_4", 2, 5]);
  assertEquals(ids({ activeOnly: true, status: "completed" }), ["", 0, 5]);
});

Deno.test("children() are in the order in which they came", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  operations.insert(newOperation("parent"));
  for (const id of ["b", "a", "c"]) operations.insert(newOperation(id, { parent_operation_id: "parent" }));
  assertEquals(operations.children("parent").map((child) => child.operation_id), ["b", "a", "c"]);
  assertEquals(operations.children("a"), []);
});

Deno.test("addEpochs() replaces an epoch that a resumed training repeats", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  operations.insert(newOperation("op_1"));
  operations.addEpochs("op_1", [1, 2, 3].map((epoch) => ({ epoch, train_loss: epoch / 10, note: null })));
  operations.addEpochs("op_1", [{ epoch: 2, train_loss: 9, note: "again" }, { train_loss: 4 }]);
  assertEquals(operations.epochs("op_1"), [
    { epoch: 1, train_loss: 0.1, note: null },
    { epoch: 2, train_loss: 9, note: "again" },
    { epoch: 3, train_loss: 0.3, note: null },
    { train_loss: 4 },
  ]);
  assertEquals(operations.epochs("op_1", { last: 2 }), [{ epoch: 3, train_loss: 0.3, note: null }, {
    train_loss: 4,
  }]);
  assertEquals(operations.epochs("op_1", { last: 9 }), operations.epochs("op_1"));
  assertEquals([operations.countEpochs("op_1"), operations.countEpochs("op_2")], [4, 0]);
  assertEquals(operations.epochs("op_2"), []);
});

Deno.test("list() has the newest first, also when the clock was put back", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  for (const id of ["first", "second", "third"]) {
    store.operations.insert(newOperation(id));
    clock.time -= 3_600_000;
  }
  for (const query of [{}, { type: "training" }, { status: "pending" }, { activeOnly: true }] as const) {
    const { rows } = store.operations.list({ ...query, limit: 2, offset: 0 });
    assertEquals(rows.map(({ operation_id: id }) => id), ["third", "second"]);
  }
});

Deno.test("epochs() thins out what is more than was asked for, with the first and the last", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  operations.insert(newOperation("op_1"));
  operations.addEpochs("op_1", Array.from({ length: 101 }, (_, epoch) => ({ epoch })));
  const numbers = (choice: EpochChoice) => operations.epochs("op_1", choice).map(({ epoch }) => epoch);
  assertEquals(numbers({ most: 5 }), [0, 25, 50, 75, 100]);
  assertEquals(numbers({ most: 3, last: 11 }), [90, 95, 100]);
  assertEquals(numbers({ most: 3, end: 5 }), [0, 2, 4]);
  assertEquals(numbers({ most: 5, end: 5 }), [0, 1, 2, 3, 4]);
  assertEquals(numbers({ most: 101 }).length, 101);
  assertEquals(operations.countEpochs("op_1"), 101);
});

Deno.test("cancelRequests() are those of one owner", () => {
  using temporary = temporaryStore();
  const { operations } = temporary.store;
  operations.insert(newOperation("op_1", { owner: "me" }));
  operations.insert(newOperation("op_2", { owner: "you" }));
  operations.insert(newOperation("op_3", { owner: "me" }));
  operations.change("op_1", { cancel_request: "enough" });
  operations.change("op_2", { cancel_request: "enough" });
  assertEquals(operations.cancelRequests("me").map((row) => [row.operation_id, row.cancel_request]), [[
    "op_1",
    "enough",
  ]]);
  operations.change("op_1", { cancel_request: null });
  assertEquals(operations.cancelRequests("me"), []);
});
