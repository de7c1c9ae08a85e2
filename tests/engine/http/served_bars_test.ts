import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { barsCsv, openTestEngine, strategyText, type TestEngine, waitForEnd } from "./test_engine.ts";

interface ServedEngine extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
}

async function openServedEngine(): Promise<ServedEngine> {
  const place = await Deno.makeTempDir({ prefix: "ktrdr_served_" });
  const folder = join(place, "data");
  await Deno.mkdir(folder);
  const engine = await openTestEngine({ data: folder });
  return {
    engine,
    folder,
    write: (file, text) => Deno.writeTextFile(join(folder, file), text),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await Deno.remove(place, { recursive: true });
    },
  };
}

async function count(engine: TestEngine, series: string): Promise<number> {
  const { status, body } = await engine.get(`/data/${series}`);
  assertEquals(status, 200, JSON.stringify(body));
  return body.data.dates.length;
}

Deno.test("files of bars are listed at once, and taken in when they are asked for and when they changed", async () => {
  await using served = await openServedEngine();
  const { engine, folder } = served;
  await served.write("SPX_1d.csv", barsCsv(300));
  await served.write("brk.b_1d.csv", barsCsv(10));
  await served.write("EUR_USD_1h.csv", barsCsv(3).replaceAll(/2000-01-0(\d)/g, "2000-01-03 0$1:00:00"));
  await served.write("SPX_9x.csv", barsCsv(10));
  await served.write("SPX.csv", barsCsv(10));
  const { body: { data } } = await engine.get("/symbols");
  const listed = data.map((one: { symbol: string; available_timeframes: string[] }) => [
    one.symbol,
    ...one.available_timeframes,
  ]);
  assertEquals(listed, [["BRK.B", "1d"], ["EUR_USD", "1h"], ["SPX", "1d"]]);
  assertEquals((await engine.get("/data/info")).body.data.data_directory, folder);
  assertEquals(await count(engine, "spx/1d"), 300);
  assertEquals(await count(engine, "BRK.B/1d"), 10);
  assertEquals(await count(engine, "EUR_USD/1h"), 3);
  await served.write("SPX_1d.csv", barsCsv(400));
  const range = await engine.post("/data/range", { symbol: "SPX", timeframe: "1d" });
  assertEquals(range.body.data.point_count, 400);
  // What was taken in stays when the file goes, and when it has fewer bars.
  await served.write("SPX_1d.csv", barsCsv(100));
  assertEquals(await count(engine, "SPX/1d"), 400);
  await Deno.remove(join(folder, "SPX_1d.csv"));
  assertEquals(await count(engine, "SPX/1d"), 400);
});

/** The day of a bar of `barsCsv()`. */
function dateOf(bar: number): string {
  return new Date(Date.UTC(2000, 0, 3 + bar)).toISOString().slice(0, 10);
}

Deno.test("each way to ask for bars takes them in: trainings, backtests, checks, indicators and fuzzy sets", async () => {
  const asked: readonly [path: string, body: object | null][] = [
    ["/trainings/start", { strategy_name: "rsi_spx", seed: 1 }],
    ["/backtests/start", { strategy_name: "rsi_spx" }],
    ["/backtests/check", { strategy_name: "rsi_spx" }],
    ["/indicators/calculate", {
      symbol: "SPX",
      timeframe: "1d",
      indicators: [{ id: "rsi", parameters: {} }],
    }],
    ["/fuzzy/calculate", {
      symbol: "SPX",
      timeframe: "1d",
      indicator: { type: "rsi", parameters: {} },
      fuzzy_sets: { low: { type: "triangular", parameters: [0, 25, 50] } },
    }],
    ["/fuzzy/data?symbol=SPX&timeframe=1d", null],
  ];
  await using served = await openServedEngine();
  const { engine } = served;
  await engine.put("/strategies/rsi_spx", strategyText({ epochs: 1 }));
  for (const [index, [path, body]] of asked.entries()) {
    // Each asks for bars that were in no file before.
    const expected = 500 + 300 * index;
    await served.write("SPX_1d.csv", barsCsv(expected));
    const period = { start_date: dateOf(expected - 250), end_date: dateOf(expected - 1) };
    const answer = body === null
      ? await engine.get(`${path}&${new URLSearchParams(period)}`)
      : await engine.post(path, { ...body, ...period });
    assertEquals(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
    if (path === "/trainings/start") await waitForEnd(engine, answer.body.task_id);
    await Deno.remove(join(served.folder, "SPX_1d.csv"));
    assertEquals(await count(engine, "SPX/1d"), expected, path);
  }
});

Deno.test("a request that comes twice while bars are taken in starts one training", async () => {
  await using served = await openServedEngine();
  const { engine } = served;
  await engine.put("/strategies/rsi_spx", strategyText({ epochs: 1 }));
  await served.write("SPX_1d.csv", barsCsv(500));
  const start = () => engine.post("/trainings/start", { strategy_name: "rsi_spx", task_id: "op_twice" });
  const answers = await Promise.all([start(), start()]);
  assertEquals(answers.map(({ status, body }) => [status, body.task_id]), Array(2).fill([200, "op_twice"]));
  await waitForEnd(engine, "op_twice");
});

Deno.test("a long file is taken in, and named where it cannot be", async () => {
  await using served = await openServedEngine();
  const { engine } = served;
  const rows = ["timestamp,open,high,low,close,volume"];
  for (let bar = 0; bar < 40_000; bar++) {
    rows.push(`${new Date(Date.UTC(2000, 0, 1) + bar * 60_000).toISOString()},1.1,1.3,1.0,1.2,5`);
  }
  await served.write("LONG_1m.csv", rows.join("\n"));
  const { body: { data } } = await engine.get("/data/LONG/1m?limit=1");
  assertEquals(data.metadata.original_points, 40_000);
  await served.write("LONG_1m.csv", rows.join("\n").replace("1.1,1.3", "x,1.3"));
  const { status, body } = await engine.get("/data/LONG/1m?limit=1");
  assertEquals(status, 400, JSON.stringify(body));
  assertStringIncludes(body.detail, `${join(served.folder, "LONG_1m.csv")}: 1 of 40000 rows`);
  assertStringIncludes(body.detail, "line 2");
});

/** Files that cannot be taken, with what is said of them. */
const faults: readonly [what: string, make: (path: string) => Promise<unknown>, reason: string][] = [
  [
    "a bad row",
    (path) => Deno.writeTextFile(path, barsCsv(20).replace("2000-01-06,", "2000-01-06,x")),
    "line 5",
  ],
  ["a half-written row", (path) => Deno.writeTextFile(path, barsCsv(20).slice(0, -30)), "line 21"],
  ["no bars", (path) => Deno.writeTextFile(path, ""), "empty"],
  ["another timeframe", (path) => {
    const hours = barsCsv(9).replaceAll(/2000-01-(\d\d)/g, "2000-01-03 $1:00:00");
    return Deno.writeTextFile(path, hours);
  }, "1d"],
  ["a folder", (path) => Deno.mkdir(path), "it is a folder"],
  [
    "a pipe",
    (path) => new Deno.Command("mkfifo", { args: [path] }).output(),
    "it is a pipe, expected a file",
  ],
  ["a device", (path) => Deno.symlink("/dev/zero", path), "it is a link that leads out of its folder"],
  ["a loop", (path) => Deno.symlink(path, path), "SPX_1d.csv"],
  ["a link to the outside", async (path) => {
    await Deno.writeTextFile(join(path, "../../secret.csv"), barsCsv(20));
    await Deno.symlink("../secret.csv", path);
  }, "it is a link that leads out of its folder"],
  ["too long", async (path) => {
    await Deno.writeTextFile(path, "");
    await Deno.truncate(path, 256 * 1024 * 1024 + 1);
  }, "it is too long"],
];

for (const [what, make, reason] of faults) {
  Deno.test({
    name: `a file of bars that cannot be taken is named, and so is the place: ${what}`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      await using served = await openServedEngine();
      const { engine, folder } = served;
      const file = join(folder, "SPX_1d.csv");
      await make(file);
      for (let time = 0; time < 2; time++) {
        const { status, body } = await engine.get("/data/SPX/1d");
        assertEquals(status, 400, JSON.stringify(body));
        assertStringIncludes(body.detail, file);
        assertStringIncludes(body.detail, reason);
      }
      await Deno.remove(file);
      await served.write("SPX_1d.csv", barsCsv(20));
      assertEquals(await count(engine, "SPX/1d"), 20);
    },
  });
}

Deno.test("no symbol leads out of the folder", async () => {
  await using served = await openServedEngine();
  await Deno.writeTextFile(join(served.folder, "../SECRET_1d.csv"), barsCsv(20));
  for (const symbol of ["..%2FSECRET", "%2e%2e%2fsecret", "..%5CSECRET"]) {
    const { status, body } = await served.engine.get(`/data/${symbol}/1d`);
    assert(status === 400 || body.data.dates.length === 0, JSON.stringify(body));
  }
});
