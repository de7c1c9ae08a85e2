import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { migrations } from "../../../lib/engine/store/migrations.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { KtrdrError } from "../../../lib/errors.ts";
import { newOperation, temporaryFolder } from "./temporary_store.ts";

/** The error of opening a home. */
function refusal(home: string): KtrdrError {
  const error = assertThrows(() => openStore({ home })[Symbol.dispose](), KtrdrError);
  assertEquals(error.exitCode, 1);
  assert(error.hint !== undefined && error.cause !== error);
  return error;
}

/** Writes `content` as the database of a home, and the error of opening it; checks that nothing was changed. */
function refusalOf(home: string, content: Uint8Array): KtrdrError {
  const path = join(home, "ktrdr.db");
  Deno.writeFileSync(path, content);
  const error = refusal(home);
  assertEquals(Deno.readFileSync(path), content);
  assertStringIncludes(error.message, `"${path}"`);
  assertStringIncludes(error.hint ?? "", "It was left untouched");
  return error;
}

/** The bytes of a database with some operations in it. */
function filledDatabase(home: string): Uint8Array<ArrayBuffer> {
  {
    using store = openStore({ home });
    for (let index = 0; index < 300; index++) store.operations.insert(newOperation(`op_${index}`));
  }
  return Deno.readFileSync(join(home, "ktrdr.db"));
}

Deno.test("openStore() creates the home, and finds everything again", () => {
  using folder = temporaryFolder();
  const home = join(folder.path, "a", "b");
  {
    using store = openStore({ home });
    assertEquals(store.home, home);
    store.operations.insert(newOperation("op_1"));
  }
  using store = openStore({ home });
  assertEquals(store.operations.find("op_1")?.status, "pending");
});

Deno.test("a file that is not a database is named, explained and left as it is", () => {
  using folder = temporaryFolder();
  const garbage = new TextEncoder().encode("these are my notes\n".repeat(500));
  assertStringIncludes(refusalOf(folder.path, garbage).message, "is not a ktrdr database");
  assertEquals([...Deno.readDirSync(folder.path)].map((entry) => entry.name), ["ktrdr.db"]);
});

Deno.test("a damaged database is named, explained and left as it is", () => {
  using folder = temporaryFolder();
  const good = filledDatabase(folder.path);
  assertStringIncludes(refusalOf(folder.path, good.slice(0, good.length / 2)).message, "is damaged");
  const broken = good.slice();
  broken.fill(0xff, 100, 4096);
  assertStringIncludes(refusalOf(folder.path, broken).message, "is damaged");
});

Deno.test("a database of a newer version is left as it is, and both versions are named", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "ktrdr.db");
  openStore({ home: folder.path })[Symbol.dispose]();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  const error = refusalOf(folder.path, Deno.readFileSync(path));
  assertStringIncludes(error.message, "version 99");
  assertStringIncludes(error.message, `up to ${migrations.length}`);
});

Deno.test("a database of another program is left as it is", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "ktrdr.db");
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE bookmarks (url TEXT)");
  database.close();
  assertStringIncludes(refusalOf(folder.path, Deno.readFileSync(path)).message, "of another program");
});

Deno.test("damage that shows only while reading is named too", () => {
  using folder = temporaryFolder();
  const broken = filledDatabase(folder.path);
  // Everything but the first page, which holds the schema.
  broken.fill(0xff, 4096);
  Deno.writeFileSync(join(folder.path, "ktrdr.db"), broken);
  const error = assertThrows(() => {
    using store = openStore({ home: folder.path });
    store.operations.list({ limit: 10, offset: 0 });
  }, KtrdrError);
  assertStringIncludes(error.message, `The database "${join(folder.path, "ktrdr.db")}" is damaged`);
});

Deno.test("a home that cannot be used is an error with its path and a way out", () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "file");
  Deno.writeTextFileSync(file, "");
  for (const home of [file, join(file, "below")]) {
    assertStringIncludes(refusal(home).message, `"${home}"`);
    assertStringIncludes(refusal(home).hint ?? "", "KTRDR_HOME");
  }
  const withFolder = join(folder.path, "home");
  Deno.mkdirSync(join(withFolder, "ktrdr.db"), { recursive: true });
  assertStringIncludes(refusal(withFolder).message, `Cannot open the database`);
});

Deno.test({
  name: "a home where nothing can be created is an error with its path and a way out",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    const error = refusal("/proc/ktrdr");
    assertStringIncludes(error.message, `"/proc/ktrdr"`);
    assertStringIncludes(error.hint ?? "", "KTRDR_HOME");
  },
});

Deno.test({
  name: "a full disk is an error that says so",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    using folder = temporaryFolder();
    Deno.symlinkSync("/dev/full", join(folder.path, "ktrdr.db"));
    assertStringIncludes(refusal(folder.path).message, "no space is left");
  },
});

Deno.test({
  name: "writing beyond what the system allows leaves no half file and keeps what was there",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using folder = temporaryFolder();
    {
      using store = openStore({ home: folder.path });
      store.strategies.write("trend", "old");
    }
    const script = fromFileUrl(new URL("./fixtures/write_until_full.ts", import.meta.url));
    // A limit on the size of files stands in for a full disk. The signal it comes with is ignored.
    const command = `trap '' XFSZ; ulimit -f 400; exec "$0" run -A --no-code-cache "$1" "$2"`;
    const output = await new Deno.Command("bash", {
      args: ["-c", command, Deno.execPath(), script, folder.path],
    })
      .output();
    assert(output.success, new TextDecoder().decode(output.stderr));
    const answers = JSON.parse(new TextDecoder().decode(output.stdout));
    assertStringIncludes(answers.bars.message, join(folder.path, "ktrdr.db"));
    const model = join(folder.path, "models", "trend");
    assertEquals(answers.model.message, `Cannot write to "${model}": no space is left on the device`);
    assertStringIncludes(answers.strategy.message, join(folder.path, "strategies", "trend.yaml"));
    assertEquals(answers.after, { bars: [], models: [], strategy: "old" });
    assertEquals([...Deno.readDirSync(join(folder.path, "tmp"))], []);
    assertEquals([...Deno.readDirSync(model)], []);
    using store = openStore({ home: folder.path });
    assertEquals(store.bars.list(), []);
  },
});

Deno.test("openStore() removes what a process left unfinished when it died", () => {
  using folder = temporaryFolder();
  const dead = crypto.randomUUID();
  Deno.mkdirSync(join(folder.path, "tmp", `${dead}@1`, "part"), { recursive: true });
  Deno.mkdirSync(join(folder.path, "processes"));
  Deno.writeTextFileSync(join(folder.path, "processes", `${dead}.lock`), "");
  openStore({ home: folder.path })[Symbol.dispose]();
  for (const name of ["tmp", "processes"]) {
    assertEquals([...Deno.readDirSync(join(folder.path, name))], []);
  }
});

Deno.test({
  name: "nobody but the user can look into a home, whatever the umask",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using folder = temporaryFolder();
    const home = join(folder.path, "home");
    const umask = Deno.umask(0);
    try {
      using store = openStore({ home });
      store.strategies.write("trend", "name: trend");
      store.models.save(model, [new Float32Array(3)]);
      store.processes.beat();
      for (const { path, isDirectory, mode } of listBelow(home)) {
        assertEquals((mode ?? 0) & 0o777, isDirectory ? 0o700 : 0o600, path);
      }
    } finally {
      Deno.umask(umask);
    }
  },
});

Deno.test({
  name: "a home that the system takes no such name for is an error with a way out",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using folder = temporaryFolder();
    const error = refusal(join(folder.path, "x".repeat(300)));
    assertStringIncludes(error.message, "the system takes no such path");
    assertEquals(error.message.length < 400, true);
  },
});

const model = {
  strategyName: "trend",
  symbols: ["EURUSD"],
  timeframes: ["1h"],
  timeframe: "1h",
  operationId: "op_1",
  strategyText: "",
  features: [],
  shape: {},
  scales: [],
  metrics: {},
};

/** A folder and everything in it. */
function listBelow(path: string): (Deno.FileInfo & { path: string })[] {
  const info = Deno.statSync(path);
  const below = info.isDirectory
    ? [...Deno.readDirSync(path)].flatMap(({ name }) => listBelow(join(path, name)))
    : [];
  return [{ ...info, path }, ...below];
}

Deno.test("openStore() opens what a crash left of the log of the database, cut off anywhere", () => {
  using folder = temporaryFolder();
  const home = join(folder.path, "home");
  using store = openStore({ home });
  for (let index = 0; index < 20; index++) store.operations.insert(newOperation(`op_${index}`));
  const log = Deno.readFileSync(join(home, "ktrdr.db-wal"));
  for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.9999, 1]) {
    const copy = join(folder.path, `copy_${share}`);
    Deno.mkdirSync(copy);
    Deno.copyFileSync(join(home, "ktrdr.db"), join(copy, "ktrdr.db"));
    Deno.writeFileSync(join(copy, "ktrdr.db-wal"), log.slice(0, Math.floor(share * log.length)));
    using opened = openStore({ home: copy });
    const ids = opened.operations.list({ limit: 100, offset: 0 }).rows.map(({ operation_id: id }) => id)
      .reverse();
    // What is there is what was there at some earlier time.
    assertEquals(ids, Array.from(ids, (_, index) => `op_${index}`));
    if (share === 1) assertEquals(ids.length, 20);
  }
});
