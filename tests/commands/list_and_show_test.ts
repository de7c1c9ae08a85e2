import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openTrainedHome } from "../support/engine_homes.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { runBoth } from "../support/run_both.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];

Deno.test("list and show without more show what they can do", async () => {
  for (
    const [command, words] of [["list", ["strategies", "checkpoints"]], ["show", [
      "data",
      "features",
    ]]] as const
  ) {
    const { exitCode, stdout, stderr } = await runKtrdr([command]);
    assertEquals([exitCode, stderr], [0, ""]);
    for (const word of words) assertStringIncludes(stdout, `\n  ${word} `);
  }
});

Deno.test("list shows what the lists of the groups show", async () => {
  await using place = await openTrainedHome();
  const lists = [
    ["models", "model"],
    ["checkpoints", "checkpoint"],
    ["operations", "operation"],
    ["workers", "worker"],
    ["data", "data"],
  ];
  for (const [what, group] of lists) {
    const listed = await runKtrdr(["list", what, "--embedded"], place);
    assertEquals(listed.exitCode, 0, listed.stderr);
    assertEquals(listed, await runKtrdr([group, "list", "--embedded"], place));
  }
  const strategies = await runKtrdr(["list", "strategies", "--embedded"], place);
  assertMatch(strategies.stdout, /^NAME .*\nrsi_spx +trained +SPX +1d /);
  const indicators = await runJson(["list", "indicators", "--embedded"], place);
  assertEquals(indicators.exitCode, 0, indicators.stderr);
});

Deno.test("list --json prints the lists of the API", async () => {
  const strategies = { success: true, strategies: [{ name: "rsi_spx", training_status: "trained" }] };
  const { fetch } = new ScriptedServer({
    "GET /models": [recordedRead("GET /models")],
    "GET /strategies/": [json(strategies)],
  });
  assertEquals((await runJson(["list", "models", ...url], { fetch })).value[0].symbol, "SPX");
  assertEquals((await runJson(["list", "strategies", ...url], { fetch })).value[0].name, "rsi_spx");
});

const bars = recordedRead("GET /data/SPX/1d?start_date=2019-12-01&end_date=2019-12-10");

Deno.test("show data shows the last bars of a symbol; the timeframe is 1h where none is given", async () => {
  const server = new ScriptedServer({ "GET /data/SPX/1h": [bars] });
  const { exitCode, stdout } = await runKtrdr(["show", "data", "spx", ...url], { fetch: server.fetch });
  assertEquals([exitCode, server.requests[0].query], [0, {}]);
  assertEquals(
    stdout,
    `DATE            OPEN      HIGH       LOW     CLOSE         VOLUME
2019-12-02  3,143.85  3,144.31  3,110.78  3,113.87  3,268,740,000
2019-12-03  3,087.41  3,094.97  3,070.33  3,093.20  3,653,390,000
2019-12-04  3,103.50  3,119.38  3,102.53  3,112.76  3,695,030,000
2019-12-05  3,119.21  3,119.45  3,103.76  3,117.43  3,355,750,000
2019-12-06  3,134.62  3,150.60  3,134.62  3,145.91  3,479,480,000
2019-12-09  3,141.86  3,148.87  3,135.46  3,135.96  3,345,990,000
2019-12-10  3,135.36  3,142.12  3,126.09  3,132.52  3,343,790,000
`,
  );
});

Deno.test("show data shows ten bars, and gives programs all of them, with every key of the API", async () => {
  const count = 25;
  const data = {
    dates: Array.from({ length: count }, (_, day) => `2020-01-${String(day + 1).padStart(2, "0")}T00:00:00`),
    ohlcv: Array.from({ length: count }, (_, day) => [1.1, 1.2, 1, 1.1 + day / 1e5, 0]),
    points: null,
    metadata: { symbol: "EURUSD", timeframe: "1d", point_count: count },
  };
  const { fetch } = new ScriptedServer({
    "GET /data/EURUSD/1d": [json({ success: true, data, error: null })],
  });
  const { stdout } = await runKtrdr(["show", "data", "EURUSD", "1d", ...url], { fetch });
  const lines = stdout.trimEnd().split("\n");
  assertEquals([lines.length, lines[1].slice(0, 10), lines[10].slice(0, 10)], [
    11,
    "2020-01-16",
    "2020-01-25",
  ]);
  assertStringIncludes(lines[10], "1.10024");
  assertEquals((await runJson(["show", "data", "EURUSD", "1d", ...url], { fetch })).value, data);
  const csv = await runKtrdr(["show", "data", "EURUSD", "1d", "-o", "csv", ...url], { fetch });
  assertEquals(csv.stdout.trimEnd().split("\n").length, count + 1);
});

Deno.test("show data of a symbol without bars says so; bad names exit with 2, no server with 6", async () => {
  const { fetch } = new ScriptedServer({ "GET /data/NOPE/1d": [recordedRead("GET /data/NOPE/1d")] });
  const none = await runKtrdr(["show", "data", "NOPE", "1d", ...url], { fetch });
  assertEquals([none.exitCode, none.stdout], [0, "No bars of NOPE 1d here\n"]);
  assertEquals((await runKtrdr(["show", "data", "A/B", ...url])).exitCode, 2);
  assertEquals((await runKtrdr(["show", "data", "SPX", "7d", ...url])).exitCode, 2);
  assertEquals((await runKtrdr(["show", "data", "SPX", ...url])).exitCode, 6);
});

Deno.test("show features shows the features of a strategy that the server has", async () => {
  const features = [
    { feature_id: "rsi_low", timeframe: "1d", fuzzy_set: "rsi", membership: "low", indicator_id: "rsi_14" },
  ];
  const body = { success: true, strategy_name: "rsi_spx", features, count: 1 };
  const script = { "GET /strategies/rsi_spx/features": [json(body)] };
  const { stdout, routes } = await runBoth(
    [["show", "features", "rsi_spx"], ["strategy", "features", "rsi_spx"]],
    script,
  );
  assertEquals(routes, Object.keys(script));
  assertEquals(
    stdout,
    `FEATURE  TIMEFRAME  FUZZY SET  MEMBERSHIP  INDICATOR
rsi_low  1d         rsi        low         rsi_14
`,
  );
  const { fetch } = new ScriptedServer(script);
  assertEquals((await runJson(["show", "features", "rsi_spx", ...url], { fetch })).value, body);
});
