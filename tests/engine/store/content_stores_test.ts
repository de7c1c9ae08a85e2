import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import type { Bars } from "../../../lib/engine/domain/bars.ts";
import { UsageError } from "../../../lib/errors.ts";
import { newOperation, temporaryStore } from "./temporary_store.ts";

function bars(times: readonly number[], price: number): Bars {
  const column = (offset: number) => Float64Array.from(times, (time) => price + offset + time / 1000);
  return {
    time: Float64Array.from(times),
    open: column(0),
    high: column(2),
    low: column(-2),
    close: column(1),
    volume: column(100),
  };
}

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

Deno.test("merge() joins bars in time, and the new bar wins", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  const name = { symbol: "EURUSD", timeframe: "1h" };
  assertEquals(store.merge(name, bars([], 0)), { ...name, count: 0, first: 0, last: 0, replaced: 0 });
  assertEquals(store.find("EURUSD", "1h"), null);
  assertEquals(store.merge(name, bars([10, 20, 30], 1)), {
    ...name,
    count: 3,
    first: 10,
    last: 30,
    replaced: 0,
  });
  assertEquals(store.merge(name, bars([40, 50], 2)), { ...name, count: 5, first: 10, last: 50, replaced: 0 });
  const third = bars([5, 20, 25, 50, 60], 3);
  assertEquals(store.merge(name, third), { ...name, count: 8, first: 5, last: 60, replaced: 2 });
  assertEquals(store.merge(name, third).replaced, 0);
  const merged = store.read("EURUSD", "1h");
  const expected = [[5, 3], [10, 1], [20, 3], [25, 3], [30, 1], [40, 2], [50, 3], [60, 3]];
  assertEquals([...merged?.time ?? []], expected.map(([time]) => time));
  assertEquals([...merged?.open ?? []], expected.map(([time, price]) => price + time / 1000));
  assertEquals([...merged?.low ?? []], expected.map(([time, price]) => price - 2 + time / 1000));
  assertEquals(store.merge(name, bars([], 0)).count, 8);
  assertEquals(store.find("EURUSD", "1h"), { ...name, count: 8, first: 5, last: 60 });
  assertEquals(store.read("EURUSD", "1d"), null);
  const all = expected.map(([time]) => time);
  assertEquals(store.merge(name, bars(all, 4)), { ...name, count: 8, first: 5, last: 60, replaced: 8 });
  assertEquals(store.read("EURUSD", "1h"), bars(all, 4));
});

Deno.test("list() of bars is by symbol and timeframe", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  store.merge({ symbol: "GBPUSD", timeframe: "1h" }, bars([1], 1));
  store.merge({ symbol: "BRK.B", timeframe: "1h" }, bars([1], 1));
  store.merge({ symbol: "BRK.B", timeframe: "1d" }, bars([1, 2], 1));
  assertEquals(store.list().map((row) => `${row.symbol} ${row.timeframe} ${row.count}`), [
    "BRK.B 1d 2",
    "BRK.B 1h 1",
    "GBPUSD 1h 1",
  ]);
});

Deno.test("merge() refuses bars that are out of order or of unequal length, and stores nothing", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  const name = { symbol: "EURUSD", timeframe: "1h" };
  assertThrows(() => store.merge(name, bars([2, 1], 1)), RangeError, "bar 1");
  assertThrows(() => store.merge(name, bars([1, 1], 1)), RangeError, "bar 1");
  assertThrows(() => store.merge(name, bars([NaN], 1)), RangeError, "bar 0");
  const short = { ...bars([1, 2], 1), close: new Float64Array(1) };
  assertThrows(() => store.merge(name, short), RangeError, "close");
  assertEquals(store.list(), []);
});

Deno.test("a name that could leave its folder is refused", () => {
  using temporary = temporaryStore();
  const { bars: barStore, strategies, models } = temporary.store;
  for (const symbol of ["../x", ".", "..", "", "a/b", "a\\b", "x".repeat(21), "EUR USD", "a\0"]) {
    assertThrows(() => barStore.read(symbol, "1h"), UsageError, "is not a symbol");
  }
  assertThrows(() => barStore.read("EURUSD", "../1h"), UsageError, "is not a timeframe");
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
