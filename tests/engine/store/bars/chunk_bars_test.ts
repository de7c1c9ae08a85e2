import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { Database } from "../../../../lib/engine/store/database.ts";
import { migrations } from "../../../../lib/engine/store/migrations.ts";
import { openStore } from "../../../../lib/engine/store/open_store.ts";
import { temporaryFolder } from "../temporary_store.ts";

const opener = fromFileUrl(new URL("../fixtures/open_home.ts", import.meta.url));

function column(count: number, offset: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => offset + index);
}

/** Writes a home as it was when a series lay in one row. */
function writeOldHome(home: string, counts: Readonly<Record<string, number>>): void {
  const database = new DatabaseSync(join(home, "ktrdr.db"));
  database.exec(String(migrations[0]));
  for (const [symbol, count] of Object.entries(counts)) {
    const columns = [0, 1, 2, 3, 4, 5].map((offset) => new Uint8Array(column(count, offset).buffer));
    database.prepare("INSERT INTO bars VALUES (?, '1m', ?, 0, ?, ?, ?, ?, ?, ?, ?)")
      .run(symbol, count, count - 1, ...columns);
  }
  database.exec("PRAGMA user_version = 1");
  database.close();
}

/** Throws unless all bars are there. */
function assertBars(home: string, counts: Readonly<Record<string, number>>): void {
  using store = openStore({ home });
  for (const [symbol, count] of Object.entries(counts)) {
    const bars = store.bars.read({ symbol, timeframe: "1m" });
    assertEquals(bars?.time, column(count, 0));
    assertEquals(bars?.volume, column(count, 5));
    assertEquals(store.bars.undo({ symbol, timeframe: "1m" }), null);
  }
}

Deno.test("a home whose series lay in one row each keeps its bars", () => {
  using folder = temporaryFolder();
  const counts = { ONE: 1, SOME: 4097, MANY: 20_000 };
  writeOldHome(folder.path, counts);
  assertBars(folder.path, counts);
  assertBars(folder.path, counts);
});

Deno.test("a process that is killed while it brings a home up to date loses no bar", async () => {
  using folder = temporaryFolder();
  const counts = { LONG: 400_000 };
  writeOldHome(folder.path, counts);
  for (const delay of [0, 5, 20, 60]) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", opener, folder.path],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    // Whatever it has come to by then.
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill("SIGKILL");
    await reader.cancel();
    await child.status;
  }
  assertBars(folder.path, counts);
});

Deno.test("a home that knew by which change a chunk was taken away can still undo that one", () => {
  using folder = temporaryFolder();
  const series = { symbol: "ONE", timeframe: "1m" };
  {
    using database = new Database(join(folder.path, "ktrdr.db"), migrations.slice(0, 3));
    database.script("INSERT INTO bar_changes VALUES (7, 'ONE', '1m', 'import', '{}', 0, 0, 2, 0, NULL)");
    const insert = `INSERT INTO bar_chunks
      (symbol, timeframe, first, last, count, added_by, removed_by, time, open, high, low, close, volume)
      VALUES ('ONE', '1m', 0, 1, 2, ?, ?, ?, ?, ?, ?, ?, ?)`;
    for (const [addedBy, removedBy, offset] of [[3, 7, 100], [7, null, 200]] as const) {
      const columns = [0, 1, 2, 3, 4, 5].map((index) =>
        new Uint8Array(column(2, index === 0 ? 0 : offset + index).buffer)
      );
      database.run(insert, addedBy, removedBy, ...columns);
    }
  }
  using store = openStore({ home: folder.path });
  assertEquals(store.bars.read(series)?.open, column(2, 201));
  assertEquals(store.bars.undo(series)?.id, 7);
  assertEquals(store.bars.read(series)?.open, column(2, 101));
});
