import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { UsageError } from "../../../lib/errors.ts";
import { newOperation, temporaryStore } from "./temporary_store.ts";

Deno.test("a checkpoint comes back with its typed arrays, one an operation", () => {
  using temporary = temporaryStore();
  const { operations, checkpoints } = temporary.store;
  operations.insert(newOperation("op_1"));
  operations.insert(newOperation("op_2"));
  const data = { weights: [new Float32Array([1.5, -2])], epoch: 3, best: null, seen: new Map([["a", 1n]]) };
  checkpoints.save({ operationId: "op_1", type: "periodic", summary: { epoch: 2 } }, { old: true });
  temporary.clock.time += 1;
  checkpoints.save({ operationId: "op_2", type: "failure", summary: {} }, "x");
  temporary.clock.time += 1;
  checkpoints.save({ operationId: "op_1", type: "cancellation", summary: { epoch: 3, val_loss: NaN } }, data);
  const found = checkpoints.find("op_1");
  assertEquals(found?.data, data);
  assertEquals(found?.type, "cancellation");
  assertEquals(found?.createdAt, temporary.clock.time);
  const listed = checkpoints.list();
  assertEquals(listed.map((row) => row.operationId), ["op_1", "op_2"]);
  assertEquals(listed[0].summary, { epoch: 3, val_loss: null });
  assertEquals(listed[0].size > 50, true);
  assertEquals(checkpoints.remove("op_1"), true);
  assertEquals(checkpoints.remove("op_1"), false);
  assertEquals(checkpoints.find("op_1"), null);
});

Deno.test("the details of a backtest come back to the bit", () => {
  using temporary = temporaryStore();
  temporary.store.operations.insert(newOperation("op_1"));
  const memory = new Float64Array([9, 0.1, 0.2, 1e300, -0, 9]);
  const details = {
    trades: [{ id: 1, side: "long", profit: 12.5 }],
    equityTime: memory.subarray(1, 3),
    equityValue: memory.subarray(3, 5),
  };
  temporary.store.backtests.save("op_1", details);
  assertEquals(temporary.store.backtests.find("op_1"), {
    ...details,
    equityTime: details.equityTime.slice(),
    equityValue: details.equityValue.slice(),
  });
  assertEquals(temporary.store.backtests.find("op_2"), null);
});

Deno.test("a name that could leave its folder is refused", () => {
  using temporary = temporaryStore();
  const { bars: barStore, strategies, models } = temporary.store;
  for (const symbol of ["../x", ".", "..", "", "a/b", "a\\b", "x".repeat(21), "EUR USD", "a\0"]) {
    assertThrows(() => barStore.read({ symbol, timeframe: "1h" }), UsageError, "is not a symbol");
  }
  assertThrows(
    () => barStore.read({ symbol: "EURUSD", timeframe: "../1h" }),
    UsageError,
    "is not a timeframe",
  );
  for (const name of ["../../etc/passwd", "..", "", "a.b", "a/b", "-x", "x".repeat(101)]) {
    assertThrows(() => strategies.read(name), UsageError, "is not the name of a strategy");
    assertThrows(() => strategies.write(name, ""), UsageError, "is not the name of a strategy");
  }
  for (const id of ["../x/1h_v1", "a/../1h_v1", "a/b/1h_v1", "/etc/passwd", "", "a/1h_v1/.."]) {
    assertEquals(models.find(id), null);
  }
});

Deno.test("strategies are files; write() says whether one is new", () => {
  using temporary = temporaryStore();
  const { strategies, home } = temporary.store;
  assertEquals(strategies.list(), []);
  assertEquals(strategies.read("trend"), null);
  assertEquals(strategies.write("trend", "name: trend\n"), true);
  assertEquals(strategies.write("trend", "name: trend # ä\n"), false);
  assertEquals(strategies.write("Breakout-2", "x"), true);
  Deno.writeTextFileSync(join(home, "strategies", "notes.txt"), "");
  Deno.writeTextFileSync(join(home, "strategies", ".hidden.yaml"), "");
  assertEquals(strategies.list(), ["Breakout-2", "trend"]);
  assertEquals(strategies.read("trend"), "name: trend # ä\n");
  assertEquals([...Deno.readDirSync(join(home, "tmp"))], []);
});
