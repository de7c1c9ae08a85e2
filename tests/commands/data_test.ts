import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type EngineHome, openEmptyHome, openTrainedHome, spxBars } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

Deno.test("data sample imports the bundled bars", async () => {
  await using place = await openEmptyHome();
  const first = await runKtrdr(["data", "sample", "--embedded"], place);
  assertEquals(first, {
    exitCode: 0,
    stdout: "Imported 5,105 bars of SPX 1d, 2000-01-03 to 2020-04-17\n",
    stderr: "",
  });
  const { value } = await runJson(["data", "sample", "--embedded"], place);
  assertEquals(
    [
      value.symbol,
      value.timeframe,
      value.rows_imported,
      value.rows_skipped,
      value.total_bars,
      value.problems,
    ],
    ["SPX", "1d", 5105, 0, 5105, []],
  );
});

const understood = "Read as table with a header: time Date, open Open, high High, low Low, close Close\n" +
  "Times without a zone are UTC, at the start of the bar\n";

const csv =
  "Date,Open,High,Low,Close\n2020-01-01,1.08,1.085,1.075,1.0825\n2020-01-02,1.0825,1.09,1.08,1.08523\n";

async function importCsv(place: EngineHome, text: string, ...more: string[]) {
  const args = [
    "data",
    "import",
    "bars.csv",
    "--symbol",
    "eurusd",
    "--timeframe",
    "1d",
    "--embedded",
    ...more,
  ];
  return await runKtrdr(args, { ...place, files: { "bars.csv": text } });
}

Deno.test("data import takes a file or stdin, and adds to the bars there are", async () => {
  await using place = await openEmptyHome();
  const imported = await importCsv(place, csv);
  assertEquals([imported.exitCode, imported.stdout], [
    0,
    `Imported 2 bars of EURUSD 1d, 2020-01-01 to 2020-01-02\n${understood}`,
  ]);
  const more = "date,open,high,low,close\n2020-01-03,1.08,1.09,1.07,1.081\n";
  const args = ["data", "import", "-", "--symbol", "EURUSD", "-t", "1d", "--embedded"];
  const { stdout } = await runKtrdr(args, { ...place, stdin: more });
  assertStringIncludes(stdout, "Imported 1 bar of EURUSD 1d, 2020-01-03 to 2020-01-03\nNow there are 3\n");
});

Deno.test("data import tells which rows repeat others or have other values, and what was replaced", async () => {
  await using place = await openEmptyHome();
  await importCsv(place, csv);
  assertEquals(
    (await importCsv(place, csv)).stdout,
    `Imported 2 bars of EURUSD 1d, 2020-01-01 to 2020-01-02\n${understood}`,
  );
  const [, first, second] = csv.split("\n");
  const text = `${csv}${first}\n${second.replace("1.08523", "1.081")}\n`;
  assertEquals(await importCsv(place, text), {
    exitCode: 0,
    stdout: "Imported 2 bars of EURUSD 1d, 2020-01-01 to 2020-01-02, 1 row repeats another, " +
      `1 row overridden by a later one, 1 stored bar replaced\n${understood}`,
    stderr: "Warning: Line 5 has other values for 2020-01-02 than line 3; the later one counts\n",
  });
  const file = { ...place, files: { "bars.csv": `${text}${first}\n` } };
  const args = ["data", "import", "bars.csv", "--symbol", "EURUSD", "-t", "1d", "--embedded"];
  const { value } = await runJson(args, file);
  assertEquals(
    [value.rows_read, value.rows_imported, value.rows_skipped, value.rows_repeated, value.rows_superseded],
    [5, 2, 0, 3, 1],
  );
  assertEquals([value.rows_replaced, value.problems, value.warnings], [0, [], [{
    code: "other_values",
    message: "Line 5 has other values for 2020-01-02 than line 3; the later one counts",
  }]]);
});

Deno.test("data import refuses bars that are closer together than the timeframe, unless forced", async () => {
  await using place = await openEmptyHome();
  const rows = ["00:00", "01:00", "02:00"].map((time) => `2020-01-01 ${time},1.08,1.09,1.07,1.081\n`);
  const text = `date,open,high,low,close\n${rows.join("")}`;
  assertEquals(await importCsv(place, text), {
    exitCode: 2,
    stdout: "",
    stderr: "Error: The bars are usually 1h apart, not 1d as the timeframe says; " +
      "give --timeframe 1h, or --force to take them so\n",
  });
  assertEquals((await importCsv(place, text, "--force")).exitCode, 0);
});

Deno.test("data import --dry-run shows what it would do, stores nothing, and its command does the same", async () => {
  await using place = await openEmptyHome();
  const days = [4, 5, 6, 7, 8, 11, 12].map((day) => `${day}/03/2024,1.08,1.09,1.07,1.08${day}\n`);
  const files = { "bars.csv": `Date,Open,High,Low,Close\n${days.join("")}` };
  const args = [
    "data",
    "import",
    "bars.csv",
    "--symbol",
    "X",
    "-t",
    "auto",
    "--embedded",
    "--date-order",
    "dmy",
  ];
  const dry = await runKtrdr([...args, "--dry-run"], { ...place, files });
  assertEquals([dry.exitCode, dry.stderr], [0, ""]);
  assertStringIncludes(dry.stdout, "Would import 7 bars of X 1d, 2024-03-04 to 2024-03-12\n");
  assertStringIncludes(
    dry.stdout,
    "dates are day/month/year, every 1d\n2024-03-04  1.08  1.09  1.07  1.084  0\n",
  );
  assertStringIncludes((await runKtrdr(["data", "list", "--embedded"], place)).stdout, "No bars yet");
  const command = dry.stdout.trimEnd().split("\n").at(-1)?.trim().split(" ").slice(1) ?? [];
  const { value } = await runJson([...command, "--embedded"], { ...place, files });
  assertEquals([value.rows_imported, value.files[0].understood.date_order, value.dry_run], [7, "dmy", false]);
});

Deno.test("data import takes files, patterns and folders together, and tells where files differ", async () => {
  await using place = await openEmptyHome();
  const row = (date: string, close: string) => `${date},1,3,0.5,${close}\n`;
  const header = "date,open,high,low,close\n";
  const files = {
    "in/a.csv": `${header}${row("2024-03-04", "1")}${row("2024-03-05", "1")}${row("2024-03-06", "1")}`,
    "in/b.csv": `${header}${row("2024-03-06", "2")}${row("2024-03-07", "2")}${row("2024-03-08", "2")}`,
    "bad/a.csv": `${header}${row("2024-03-11", "1")}`,
    "bad/b.csv": `${header}${row("2024-03-12", "?")}`,
  };
  const run = (...paths: string[]) =>
    runKtrdr(["data", "import", ...paths, "--symbol", "X", "-t", "1d", "--embedded"], { ...place, files });
  const bad = await run("bad");
  assertEquals(bad.exitCode, 2);
  assertStringIncludes(bad.stderr, 'bad/b.csv: 1 of 1 rows cannot be imported: line 2: Close "?"');
  assertStringIncludes((await runKtrdr(["data", "list", "--embedded"], place)).stdout, "No bars yet");
  for (const paths of [["in"], ["in/*.csv"], ["in/a.csv", "in/b.csv"]]) {
    const { stdout, stderr } = await run(...paths);
    assertStringIncludes(stdout, "Imported 5 bars of X 1d, 2024-03-04 to 2024-03-08");
    assertStringIncludes(
      stderr,
      "in/b.csv has other values than in/a.csv for 1 bar, the first of 2024-03-06",
    );
  }
  assertStringIncludes((await run("*.none")).stderr, "No file fits '*.none'");
});

Deno.test("data import of a file with bad rows imports nothing and names the lines, unless told to skip them", async () => {
  await using place = await openEmptyHome();
  const bad = `${csv}2020-01-03,1.08,1.09,1.07,abc\nsoon,1,2,1,2\n`;
  const refused = await importCsv(place, bad);
  assertEquals([refused.exitCode, refused.stdout], [2, ""]);
  assertStringIncludes(
    refused.stderr,
    'Error: 2 of 4 rows cannot be imported: line 4: Close "abc" is not a number',
  );
  assertStringIncludes(refused.stderr, 'line 5: Time "soon" is not a date');
  assertStringIncludes((await runKtrdr(["data", "list", "--embedded"], place)).stdout, "No bars yet");
  const many = await importCsv(place, bad, "--skip-bad-rows");
  assertEquals([many.exitCode, many.stdout], [2, ""]);
  assertStringIncludes(many.stderr, "2 of 4 rows are bad, more than 5 %");
  const skipped = await importCsv(place, bad, "--skip-bad-rows", "--force");
  assertEquals([skipped.exitCode, skipped.stdout], [
    0,
    `Imported 2 bars of EURUSD 1d, 2020-01-01 to 2020-01-02, 2 bad rows left out\n${understood}`,
  ]);
  assertMatch(skipped.stderr, /^Warning: Line 4: Close "abc" .*\nWarning: Line 5: Time "soon" .*\n$/);
});

Deno.test("data import of what is no file of bars says why: exit code 2", async () => {
  await using place = await openEmptyHome();
  const cases: [string, string][] = [
    ["", "The file is empty, expected a header and one row a bar"],
    ["a,b\n1,2\n", 'The header has no column for time ("timestamp" or'],
    ["date,open,high,low,close\n", "Error: "],
    [csv.replace("1.0825\n", "1.0825,9\n"), "line 2"],
  ];
  for (const [text, message] of cases) {
    const { exitCode, stdout, stderr } = await importCsv(place, text);
    assertEquals([exitCode, stdout], [2, ""], stderr);
    assertStringIncludes(stderr, message);
  }
  const missing = await runKtrdr(
    ["data", "import", "no.csv", "--symbol", "X", "-t", "1d", "--embedded"],
    place,
  );
  assertEquals([missing.exitCode, missing.stderr], [
    2,
    "Error: Cannot read 'no.csv': there is no such file\n",
  ]);
});

Deno.test("data list shows symbols and timeframes", async () => {
  await using place = await openTrainedHome();
  await importCsv(place, csv);
  const { stdout } = await runKtrdr(["data", "list", "--embedded"], place);
  assertEquals(stdout, "SYMBOL  TIMEFRAMES  NAME\nEURUSD  1d          EURUSD\nSPX     1d          SPX\n");
  const { value } = await runJson(["data", "list", "--embedded"], place);
  assertEquals(value.map((row: { symbol: string }) => row.symbol), ["EURUSD", "SPX"]);
});

Deno.test("data range shows the first and the last bar", async () => {
  await using place = await openTrainedHome();
  const { stdout } = await runKtrdr(["data", "range", "spx", "--embedded"], place);
  assertEquals(
    stdout,
    `Symbol:     SPX
Timeframe:  1d
First bar:  2000-01-03
Last bar:   2001-12-02
Bars:       700
`,
  );
  const { value } = await runJson(["data", "range", "spx", "--embedded"], place);
  assertEquals([value.symbol, value.timeframe, value.range.point_count], ["SPX", "1d", 700]);
  const asBefore = await runKtrdr(["data", "range", "spx", "--format", "json", "--embedded"], place);
  assertEquals(JSON.parse(asBefore.stdout), value);
});

Deno.test("data range of an unknown symbol: exit code 5; data show has nothing to show", async () => {
  await using place = await openTrainedHome();
  const range = await runJson(["data", "range", "NOPE", "--embedded"], place);
  assertEquals([range.exitCode, range.value.message], [5, "Data not found for NOPE (1d)"]);
  const show = await runKtrdr(["data", "show", "NOPE", "--embedded"], place);
  assertEquals([show.exitCode, show.stdout], [0, "No bars of NOPE 1d here\n"]);
  const json = await runJson(["data", "show", "NOPE", "--embedded"], place);
  assertEquals([json.value.total_rows, json.value.displayed_rows, json.value.data], [0, 0, []]);
});

Deno.test("data show has the decimals that the prices of a column need", async () => {
  await using place = await openEmptyHome();
  await importCsv(place, csv);
  const { stdout } = await runKtrdr(["data", "show", "EURUSD", "--embedded"], place);
  assertEquals(
    stdout,
    `DATE          OPEN   HIGH    LOW    CLOSE  VOLUME
2020-01-01  1.0800  1.085  1.075  1.08250       0
2020-01-02  1.0825  1.090  1.080  1.08523       0
`,
  );
});

Deno.test("data show shows the newest bars of a period", async () => {
  await using place = await openTrainedHome();
  const days = async (...args: string[]) => {
    const { stdout } = await runKtrdr(["data", "show", "SPX", ...args, "--embedded"], place);
    return stdout.trimEnd().split("\n").slice(1).map((line) => line.split(" ")[0]);
  };
  assertEquals((await days()).length, 10);
  assertEquals(await days("--rows", "2"), ["2001-12-01", "2001-12-02"]);
  assertEquals(await days("-r", "2", "--end", "2000-12-31"), ["2000-12-30", "2000-12-31"]);
  assertEquals(await days("--start", "2001-11-30"), ["2001-11-30", "2001-12-01", "2001-12-02"]);
  assertEquals((await days("--rows", "1000")).length, 700);
});

Deno.test("data show prints JSON with the keys of both originals, and CSV that can be imported again", async () => {
  await using place = await openTrainedHome();
  const { value } = await runJson(["data", "show", "SPX", "--rows", "3", "--embedded"], place);
  assertEquals([value.symbol, value.timeframe, value.total_rows, value.displayed_rows], [
    "SPX",
    "1d",
    700,
    3,
  ]);
  assertEquals([value.dates.length, value.ohlcv.length, value.metadata.symbol], [3, 3, "SPX"]);
  assertEquals(Object.keys(value.data[0]), ["index", "Open", "High", "Low", "Close", "Volume"]);
  const format = ["data", "show", "SPX", "--rows", "3", "--embedded", "--format"];
  assertEquals(JSON.parse((await runKtrdr([...format, "json"], place)).stdout), value);
  const table = (await runKtrdr([...format, "csv"], place)).stdout.split("\n");
  assertEquals([table.length, table[0]], [5, ",Open,High,Low,Close,Volume"]);
  const last = spxBars.trimEnd().split("\n").at(-1)?.split(",") ?? [];
  assertEquals(table[3].split(",").slice(1).map(Number), last.slice(1).map(Number));
  assert(table[3].startsWith(`${last[0]}T00:00:00,`));
});
