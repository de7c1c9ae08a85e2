import { assertEquals, assertThrows } from "@std/assert";
import { RandomSource } from "../../../hostile/random_source.ts";
import { temporaryStore } from "../temporary_store.ts";
import { add, bars, change, countHidden, name, pause, range } from "./some_bars.ts";

Deno.test("merge() joins bars in time, and the new bar wins", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  const nothing = { change: null, added: 0, replaced: 0, removed: 0 };
  assertEquals(add(store, [], 0), { ...name, ...nothing, count: 0, first: 0, last: 0 });
  assertEquals(store.find(name), null);
  assertEquals(store.read(name), null);
  const first = add(store, [10, 20, 30], 1);
  assertEquals({ ...first, change: null }, { ...name, ...nothing, count: 3, first: 10, last: 30, added: 3 });
  assertEquals(add(store, [40, 50], 2).count, 5);
  const third = add(store, [5, 20, 25, 50, 60], 3);
  assertEquals([third.count, third.first, third.last, third.added, third.replaced], [8, 5, 60, 3, 2]);
  assertEquals(add(store, [5, 20, 25, 50, 60], 3), { ...third, ...nothing });
  const expected = [[5, 3], [10, 1], [20, 3], [25, 3], [30, 1], [40, 2], [50, 3], [60, 3]];
  const merged = store.read(name);
  assertEquals([...merged?.time ?? []], expected.map(([time]) => time));
  assertEquals([...merged?.open ?? []], expected.map(([time, price]) => price + time / 1000));
  assertEquals([...merged?.low ?? []], expected.map(([time, price]) => price - 2 + time / 1000));
  assertEquals(store.find(name), { ...name, count: 8, first: 5, last: 60 });
  assertEquals(store.read({ ...name, timeframe: "1d" }), null);
  const all = expected.map(([time]) => time);
  assertEquals(add(store, all, 4).replaced, 8);
  assertEquals(store.read(name), bars(all, 4));
});

Deno.test("read() gives the bars of a period, both ends included", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  add(store, range(0, 10_000, 10), 1);
  const times = (
    start: number | null,
    end: number | null,
  ) => [...store.read(name, { start, end })?.time ?? []];
  assertEquals(times(40_950, 40_980), [40_950, 40_960, 40_970, 40_980]);
  assertEquals(times(40_951, 40_979), [40_960, 40_970]);
  assertEquals(times(null, 10), [0, 10]);
  assertEquals(times(99_980, null), [99_980, 99_990]);
  assertEquals(times(41, 49), []);
  assertEquals(times(100_000, null), []);
});

Deno.test("list() of bars is by symbol and timeframe", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  store.merge({ symbol: "GBPUSD", timeframe: "1h" }, bars([1], 1), { change });
  store.merge({ symbol: "BRK.B", timeframe: "1h" }, bars([1], 1), { change });
  store.merge({ symbol: "BRK.B", timeframe: "1d" }, bars(range(1, 9000), 1), { change });
  assertEquals(
    store.list().map((row) => `${row.symbol} ${row.timeframe} ${row.count} ${row.first} ${row.last}`),
    [
      "BRK.B 1d 9000 1 9000",
      "BRK.B 1h 1 1 1",
      "GBPUSD 1h 1 1 1",
    ],
  );
});

Deno.test("merge() refuses bars that are out of order or of unequal length, and stores nothing", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  assertThrows(() => add(store, [2, 1], 1), RangeError, "bar 1");
  assertThrows(() => add(store, [1, 1], 1), RangeError, "bar 1");
  assertThrows(() => add(store, [NaN], 1), RangeError, "bar 0");
  const short = { ...bars([1, 2], 1), close: new Float64Array(1) };
  assertThrows(() => store.merge(name, short, { change }), RangeError, "close");
  assertEquals(store.list(), []);
});

for (const inTurns of [false, true]) {
  const way = inTurns ? "in turns" : "at once";
  Deno.test(`whatever is added ${way}, replaced, removed and undone, the series is what a plain map would hold`, async () => {
    await changeAtRandom(inTurns);
  });
}

async function changeAtRandom(inTurns: boolean): Promise<void> {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  const random = new RandomSource(7);
  let expected = new Map<number, number>();
  for (let round = 1; round <= 60; round++) {
    const before = new Map(expected);
    const first = random.below(40_000);
    const times = range(first, 1 + random.below(9000), 1 + random.below(3));
    const step = random.below(6);
    if (step === 0) {
      const [start, end] = [first, first + random.below(9000)];
      const removed = store.remove(name, { start, end }, { kind: "delete", source: {} })?.removed ?? 0;
      expected = new Map([...expected].filter(([time]) => time < start || time > end));
      assertEquals(removed, before.size - expected.size);
    } else {
      const replacesAll = step === 1;
      if (replacesAll) expected = new Map();
      for (const time of times) expected.set(time, round);
      const merged = inTurns
        ? await store.mergeInTurns(name, bars(times, round), { change, replacesAll, pause })
        : store.merge(name, bars(times, round), { change, replacesAll });
      const kept = [...before.keys()].filter((time) => expected.has(time)).length;
      const changed = times.filter((time) => before.has(time)).length;
      assertEquals(merged.added, expected.size - kept);
      assertEquals(merged.replaced, changed);
      assertEquals(merged.removed, before.size - kept);
    }
    if (step === 5) {
      assertEquals(store.undo(name)?.undoneAt, temporary.clock.time);
      expected = before;
    }
    const sorted = [...expected].sort(([left], [right]) => left - right);
    const stored = store.read(name);
    assertEquals([...stored?.time ?? []], sorted.map(([time]) => time));
    assertEquals([...stored?.close ?? []], sorted.map(([time, price]) => price + 1 + time / 1000));
    assertEquals(store.find(name)?.count ?? 0, sorted.length);
  }
  assertEquals(countHidden(temporary.store.home), 0);
}

Deno.test("history() tells the changes of a series, the newest first; what changes nothing is none", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  const first = add(store, [10, 20], 1);
  temporary.clock.time += 1000;
  const second = store.merge(name, bars([20, 30], 2), { change: { kind: "fetch", source: { page: 1 } } });
  add(store, [20, 30], 2);
  store.merge({ ...name, symbol: "GBPUSD" }, bars([1], 1), { change });
  const removal = store.remove(name, { start: 10, end: 10 }, { kind: "delete", source: {} });
  assertEquals(store.remove(name, { start: 11, end: 12 }, { kind: "delete", source: {} }), null);
  assertEquals(
    store.history(name).map(({ id, kind, added, replaced, removed }) => ({
      id,
      kind,
      added,
      replaced,
      removed,
    })),
    [
      { id: removal?.id ?? NaN, kind: "delete", added: 0, replaced: 0, removed: 1 },
      { id: second.change ?? NaN, kind: "fetch", added: 1, replaced: 1, removed: 0 },
      { id: first.change ?? NaN, kind: "import", added: 2, replaced: 0, removed: 0 },
    ],
  );
  assertEquals(store.history(name)[1].source, { page: 1 });
  assertEquals(store.history(name)[1].at, temporary.clock.time);
});

Deno.test("undo() takes the last change back, once", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  assertEquals(store.undo(name), null);
  add(store, range(0, 5000), 1);
  add(store, range(2500, 5000), 2);
  assertEquals(store.undo(name)?.added, 2500);
  assertEquals(store.read(name), bars(range(0, 5000), 1));
  assertEquals(store.undo(name), null);
  store.remove(name, { start: null, end: null }, { kind: "delete", source: {} });
  assertEquals(store.read(name), null);
  assertEquals(store.undo(name)?.kind, "delete");
  assertEquals(store.read(name), bars(range(0, 5000), 1));
});

Deno.test("a change in several parts is undone as a whole, unless something else came between", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  add(store, range(0, 100), 1);
  let part = add(store, range(50, 100), 2);
  for (const first of [100, 150, 200]) {
    const continues = part.change ?? undefined;
    part = store.merge(name, bars(range(first, 100), 2), { change, continues });
    assertEquals(part.change, continues);
  }
  assertEquals(store.history(name).map(({ added, replaced }) => [added, replaced]), [[200, 50], [100, 0]]);
  store.undo(name);
  assertEquals(store.read(name), bars(range(0, 100), 1));
  const other = add(store, [500], 1);
  const late = store.merge(name, bars([501], 1), { change, continues: part.change ?? undefined });
  assertEquals(late.change, (other.change ?? 0) + 1);
});

Deno.test("adding one bar does not rewrite a long series", () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  add(store, range(0, 100_000), 1);
  const path = `${temporary.store.home}/ktrdr.db-wal`;
  const before = Deno.statSync(path).size;
  add(store, [100_000], 1);
  const written = Deno.statSync(path).size - before;
  assertEquals(written < 500_000, true, `${written} bytes were written`);
});
