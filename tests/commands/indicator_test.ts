import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assertBalanced } from "../support/assert_balanced.ts";
import { type EngineHome, openEmptyHome, spxBars } from "../support/engine_homes.ts";
import { createEngineHost, runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, refused, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];

async function openHomeWithBars(): Promise<EngineHome> {
  const place = await openEmptyHome();
  const args = ["data", "import", "spx.csv", "--symbol", "SPX", "--timeframe", "1d", "--embedded"];
  assertEquals((await runKtrdr(args, { ...place, files: { "spx.csv": spxBars } })).exitCode, 0);
  return place;
}

Deno.test("indicator compute shows the newest values, and gives programs all of them", async () => {
  await using place = await openHomeWithBars();
  const compute = ["indicator", "compute", "spx", "--type", "RSI", "--embedded"];
  const shown = await runKtrdr([...compute, "--rows", "3"], place);
  assertEquals([shown.exitCode, shown.stderr], [0, ""]);
  assertMatch(shown.stdout, /^DATE +RSI_14\n(2001-\d\d-\d\d +\d+\.\d+\n){3}$/);
  assertEquals((await runKtrdr(compute, place)).stdout.split("\n").length, 22);
  const { value } = await runJson(
    ["indicators", "compute", "SPX", "-t", "rsi", "-p", "7", "--embedded"],
    place,
  );
  assertEquals(value.indicator, {
    id: "RSIIndicator",
    name: "rsi_7",
    parameters: { period: 7, source: "close" },
  });
  assertEquals(
    [value.success, value.dates.length, value.indicators.rsi_7.length, value.metadata.total_items],
    [
      true,
      700,
      700,
      700,
    ],
  );
  const csv = await runKtrdr([...compute, "-f", "csv", "--rows", "2"], place);
  assertMatch(csv.stdout, /^timestamp,RSI_14\n(2001-\d\d-\d\d 00:00:00,\d+\.\d+\n){2}$/);
});

Deno.test("indicator compute has a column an output, and takes other parameters", async () => {
  await using place = await openHomeWithBars();
  const bands = ["indicator", "compute", "SPX", "-t", "bbands", "--param", "multiplier=2.5", "--embedded"];
  const { stdout } = await runKtrdr([...bands, "--rows", "1", "-f", "csv"], place);
  assertMatch(stdout, /^timestamp,bbands_14\.upper,bbands_14\.middle,bbands_14\.lower\n/);
  const macd = ["indicator", "compute", "SPX", "-t", "MACD", "--param", "fast_period=8", "--embedded"];
  const { value } = await runJson([...macd, "--rows", "1"], place);
  assertEquals(value.indicator.parameters, { source: "close", fast_period: 8 });
});

Deno.test("indicator compute writes every bar to a file, and shows the newest all the same", async () => {
  await using place = await openHomeWithBars();
  const compute = ["indicator", "compute", "SPX", "-t", "SMA", "-p", "20", "--embedded", "--output"];
  const host = createEngineHost(place.home);
  const run = await runKtrdr([...compute, "sma.csv"], { ...place, host });
  assertEquals([run.exitCode, run.stderr], [0, "Wrote 700 rows to 'sma.csv'\n"]);
  assertMatch(run.stdout, /^DATE +SMA_20\n/);
  const lines = host.fileTexts.get("sma.csv")?.split("\n") ?? [];
  assertEquals([lines[0], lines[1], lines.length], ["timestamp,SMA_20", "2000-01-03 00:00:00,", 702]);
  await runKtrdr([...compute, "sma.txt", "--format", "json", "--rows", "2"], { ...place, host });
  assertEquals(JSON.parse(host.fileTexts.get("sma.txt") ?? "").dates.length, 2);
});

Deno.test("indicator compute refuses what cannot be, before anything is sent", async () => {
  const cases: [string[], string][] = [
    [["-t", "RSI", "-p", "0"], "--period is '0', expected a whole number from 1 to 1000"],
    [["-t", "RSI", "-p", "101"], "--period is '101', expected a whole number from 2 to 100 for rsi"],
    [["-t", "RSI", "--param", "source"], "--param is 'source', expected name=value such as multiplier=2.5"],
    [["-t", "RSI", "--param", "souce=high"], "--param is 'souce=high', but rsi has no parameter 'souce'"],
    [
      ["-t", "bbands", "--param", "multiplier=x"],
      "--param multiplier is 'x', expected a number greater than 0 and at most 10 for bollingerbands",
    ],
    [["-t", "RSI", "--rows", "0"], "--rows is '0', expected a whole number of 1 or more"],
    [["-t", "RSI", "--timeframe", "7m"], "'7m' is no timeframe"],
    [["-t", "sma:x"], "The indicator is 'sma:x', expected a period after the colon, as in SMA:50"],
    [["-t", "sma:50", "-p", "20"], "The indicator is 'sma:50', but --period is '20'"],
    [["-t", "sma:1001"], "The period of 'sma:1001' is '1001', expected a whole number from 1 to 1000"],
    [["-t", "macd:5"], "The period of 'macd:5' is '5', but macd has no period"],
    [["-t", " "], "The indicator has no name, expected one such as RSI"],
    [[], 'Missing required option "--type"'],
  ];
  for (const [args, message] of cases) {
    const server = new ScriptedServer({});
    const run = await runKtrdr(["indicator", "compute", "SPX", ...args, ...url], { fetch: server.fetch });
    assertEquals([run.exitCode, run.stdout, server.routes], [2, "", []], args.join(" "));
    assertStringIncludes(run.stderr, `Error: ${message}`);
  }
});

Deno.test("indicator compute asks another server as KTRDR's own client does, for the newest page", async () => {
  const answer = json({
    success: true,
    dates: ["2020-01-01 00:00:00"],
    indicators: { RSI_14: [50] },
    metadata: {},
  });
  const server = new ScriptedServer({ "POST /indicators/calculate": [answer] });
  const ids = {
    RSI: "RSIIndicator",
    ema: "ExponentialMovingAverage",
    ZigZag: "ZigZagIndicator",
    ATR: "ATRIndicator",
  };
  for (
    const [type, id] of Object.entries({
      ...ids,
      wma: "wma",
      SimpleMovingAverage: "SimpleMovingAverage",
      Own: "OwnIndicator",
      OwnIndicator: "OwnIndicator",
      "sma:50": "SimpleMovingAverage",
    })
  ) {
    const compute = ["indicators", "compute", "SPX", "--type", type, "--start", "2019-01-01"];
    assertEquals((await runKtrdr([...compute, ...url], { fetch: server.fetch })).exitCode, 0, type);
    const { body, query } = server.requests.at(-1) ?? {};
    const sent = body as { indicators: { id: string; output_name: string }[] };
    assertEquals(sent.indicators[0].id, id);
    assertEquals(query, { page: "1000000000", page_size: "10000" });
  }
  assertEquals(server.requests[0].body, {
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2019-01-01",
    indicators: [{ id: "RSIIndicator", parameters: { period: 14, source: "close" }, output_name: "RSI_14" }],
  });
});

Deno.test("indicator list shows what the server can calculate", async () => {
  const indicator = {
    id: "RSIIndicator",
    name: "RSIIndicator",
    description: "\n    Relative strength\u001b[31m.",
    type: "momentum",
    parameters: [{
      name: "period",
      type: "int",
      description: "Period",
      default: 14,
      min_value: null,
      max_value: null,
    }],
  };
  const server = new ScriptedServer({
    "GET /indicators/": [
      json({ success: true, data: [indicator, { ...indicator, name: "ATR", type: "volatility" }] }),
    ],
  });
  const options = { fetch: server.fetch };
  assertEquals(
    (await runKtrdr(["indicators", "list", "--category", "momentum", ...url], options)).stdout,
    [
      "NAME  CATEGORY  DESCRIPTION         PARAMETERS\n",
      "RSI   momentum  Relative strength.  period=14\n",
    ].join(""),
  );
  const { value } = await runJson(["indicator", "list", ...url], options);
  assertEquals([value.total_count, value.category_filter, value.indicators[0].name], [2, null, "RSI"]);
  assertEquals(value.indicators[0].parameters.period.default, 14);
  const unknown = await runKtrdr(["indicator", "list", "-c", "moment", ...url], options);
  assertEquals([unknown.exitCode, unknown.stderr], [
    2,
    "Error: --category is 'moment', but the server has no indicators of it\nHint: Did you mean \"momentum\"?\n",
  ]);
});

Deno.test("indicator plot draws the price and each indicator, and writes a page", async () => {
  await using place = await openHomeWithBars();
  const host = createEngineHost(place.home);
  const plot = ["indicator", "plot", "SPX", "-i", "SMA", "-i", "RSI", "-i", "MACD", "-p", "20", "--embedded"];
  const run = await runKtrdr([...plot, "--rows", "60", "--output", "chart.html"], { ...place, host });
  assertEquals([run.exitCode, run.stderr], [0, "Wrote a chart of 60 bars to 'chart.html'\n"]);
  const titles = run.stdout.split("\n").filter((line) => /^[A-Z]/.test(line));
  assertEquals(titles, ["SPX 1d close", "SMA_20", "RSI_20", "MACD.line", "MACD.signal", "MACD.histogram"]);
  const page = host.fileTexts.get("chart.html") ?? "";
  assertBalanced(page);
  assertEquals([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title), [
    "Close, SMA_20",
    "RSI_20",
    "MACD",
  ]);
  assertEquals(page.match(/stroke-linecap/g)?.length, 6);
  const { value } = await runJson([...plot, "--rows", "5"], place);
  assertEquals(value.dates.length, 5);
  assertEquals([value.close.length, Object.keys(value.indicators).length, value.output_file], [5, 5, null]);
});

Deno.test("indicator plot gives each indicator the parameters behind it, and those before the first to all", async () => {
  await using place = await openHomeWithBars();
  const cases: [string, string[]][] = [
    ["-i SMA --param period=50 -i SMA --param period=200", ["SMA_50", "SMA_200"]],
    ["-i sma:50 -i EMA:9 -i sma:50", ["sma_50", "EMA_9"]],
    ["-i SMA:50 -i EMA -p 20 -i RSI", ["SMA_50", "EMA_20", "RSI_20"]],
    ["--param period=7 -i SMA -i EMA --param adjust=false", ["SMA_7", "EMA_7"]],
    [
      "-i ATR:5 -i bbands -i bbands --param multiplier=2.5 --param period=20",
      ["ATR_5", "bbands_14.upper", "bbands_20.upper"],
    ],
    [
      "-i bollingerbandwidth -i bollingerbandwidth --param multiplier=2.5 -i bollingerbandwidth --param multiplier=3",
      [
        "bollingerbandwidth_14",
        "bollingerbandwidth_14(multiplier=2.5)",
        "bollingerbandwidth_14(multiplier=3)",
      ],
    ],
  ];
  for (const [line, names] of cases) {
    const plot = ["indicator", "plot", "SPX", ...line.split(" "), "--rows", "260", "--embedded"];
    const { exitCode, value } = await runJson(plot, place);
    assertEquals(exitCode, 0, line);
    const drawn = Object.keys(value.indicators).filter((name) => !/\.(middle|lower)$/.test(name));
    assertEquals(drawn, names, line);
    const lines = new Set(Object.values(value.indicators).map((values) => JSON.stringify(values)));
    assertEquals(lines.size, Object.keys(value.indicators).length, line);
  }
});

Deno.test("indicator compute names an unknown indicator as it was written, once", async () => {
  await using place = await openHomeWithBars();
  for (const type of ["RSII", "RSIIIndicator"]) {
    const { exitCode, stderr } = await runKtrdr(
      ["indicator", "compute", "SPX", "-t", type, "--embedded"],
      place,
    );
    assertEquals([exitCode, stderr], [2, 'Error: Unknown indicator: RSII; did you mean "rsi"?\n'], type);
  }
});

Deno.test("indicator plot --no-show only writes the file, and needs one", async () => {
  await using place = await openHomeWithBars();
  const plot = ["indicator", "plot", "SPX", "--no-show", "--embedded"];
  const host = createEngineHost(place.home);
  const written = await runKtrdr([...plot, "-o", "a.html"], { ...place, host });
  assertEquals([written.exitCode, written.stdout, host.fileTexts.has("a.html")], [0, "a.html\n", true]);
  const { exitCode, stderr } = await runKtrdr([...plot], place);
  assertEquals([exitCode, stderr], [
    2,
    "Error: '--no-show' without '--output <file>' draws nothing\nHint: Name the HTML file to write\n",
  ]);
});

Deno.test("indicator commands without a server: exit code 6; without bars: 5", async () => {
  for (const args of [["list"], ["compute", "SPX", "-t", "RSI"], ["plot", "SPX", "-i", "RSI"]]) {
    const run = await runKtrdr(["indicator", ...args, ...url], { fetch: refused() });
    assertEquals(run.exitCode, 6, args[0]);
  }
  await using place = await openEmptyHome();
  const { exitCode, stderr } = await runKtrdr(
    ["indicator", "compute", "SPX", "-t", "RSI", "--embedded"],
    place,
  );
  assertEquals(exitCode, 5);
  assert(stderr.includes("No bars of SPX 1d are stored"), stderr);
});
