import { assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../../../../lib/engine/store/open_store.ts";
import { temporaryStore } from "../temporary_store.ts";
import { add, bars, change, countHidden, name, pause, range } from "./some_bars.ts";

Deno.test("what is added in turns is seen when all of it is there, and can be undone as a whole", async () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  add(store, range(0, 50_000), 1);
  const seen = new Set<unknown>();
  let turns = 0;
  const look = () => {
    turns++;
    seen.add(store.read(name)?.close[49_999]);
    return Promise.resolve();
  };
  const merged = await store.mergeInTurns(name, bars(range(10_000, 90_000), 2), { change, pause: look });
  assertEquals([merged.added, merged.replaced, merged.count], [50_000, 40_000, 100_000]);
  assertEquals([...seen], [1 + 1 + 49.999]);
  // At the first attempt.
  assertEquals([turns > 4 && turns < 10, store.history(name).length], [true, 2]);
  assertEquals(store.read(name)?.close[49_999], 2 + 1 + 49.999);
  assertEquals(store.undo(name)?.id, merged.change);
  assertEquals(store.read(name), bars(range(0, 50_000), 1));
});

Deno.test("an addition in turns that is ended leaves nothing, and the change before can still be undone", async () => {
  using temporary = temporaryStore();
  const store = temporary.store.bars;
  add(store, range(0, 50_000), 1);
  add(store, range(0, 10), 2);
  const controller = new AbortController();
  let turns = 0;
  const pauseTwice = () => {
    if (++turns === 2) controller.abort(new Error("enough"));
    return Promise.resolve();
  };
  const options = { change, pause: pauseTwice, signal: controller.signal };
  await assertRejects(() => store.mergeInTurns(name, bars(range(0, 90_000), 3), options), Error, "enough");
  assertEquals(countHidden(temporary.store.home), 0);
  assertEquals(store.history(name).map(({ added, replaced }) => [added, replaced]), [[0, 10], [50_000, 0]]);
  store.undo(name);
  assertEquals(store.read(name), bars(range(0, 50_000), 1));
});

Deno.test("an addition in turns begins anew where the series changes meanwhile, and in the end is made at once", async () => {
  for (const changes of [1, 100]) {
    using temporary = temporaryStore();
    const store = temporary.store.bars;
    add(store, range(0, 50_000), 1);
    let made = 0;
    const changeIt = () => {
      if (made++ < changes) add(store, [100_000 + made], 5);
      return Promise.resolve();
    };
    const merged = await store.mergeInTurns(name, bars(range(0, 60_000), 2), { change, pause: changeIt });
    const others = merged.count - 60_000;
    assertEquals(others > 0 && others <= changes, true);
    assertEquals([merged.added, merged.replaced], [10_000, 50_000]);
    assertEquals(store.read(name, { start: 0, end: 59_999 }), bars(range(0, 60_000), 2));
    assertEquals(countHidden(temporary.store.home), 0);
  }
});

Deno.test("what a process that died has added unseen is deleted, and what another one is about to add stays", async () => {
  using temporary = temporaryStore();
  const { home } = temporary.store;
  const store = temporary.store.bars;
  using other = openStore({ home });
  using database = new DatabaseSync(`${home}/ktrdr.db`);
  add(store, range(0, 10_000), 1);
  // As a process leaves it that was killed: the system has taken its lock back.
  Deno.mkdirSync(`${home}/processes`, { recursive: true });
  Deno.writeTextFileSync(`${home}/processes/00000000-0000-4000-8000-000000000000.lock`, "");
  database.exec("INSERT INTO bars_under_way VALUES (1000, '00000000-0000-4000-8000-000000000000')");
  database.exec(
    "UPDATE bar_chunks SET state = 0, added_by = 1000 WHERE id = (SELECT max(id) FROM bar_chunks)",
  );
  const left = store.find(name)?.count ?? 0;
  assertEquals(left < 10_000, true);
  let isDone = false;
  const comeBetween = () => {
    if (isDone) return Promise.resolve();
    isDone = true;
    openStore({ home })[Symbol.dispose]();
    const hidden = Number(countHidden(home));
    other.bars.merge({ ...name, symbol: "GBPUSD" }, bars([1], 1), { change });
    return other.bars.mergeInTurns({ ...name, symbol: "USDJPY" }, bars([1], 1), { change, pause }).then(() =>
      // That of the dead one is gone, those of this one are not.
      assertEquals(Number(countHidden(home)), hidden - 1)
    );
  };
  await store.mergeInTurns(name, bars(range(50_000, 50_000), 2), { change, pause: comeBetween });
  assertEquals([isDone, store.find(name)?.count], [true, left + 50_000]);
  assertEquals(countHidden(home), 0);
});
