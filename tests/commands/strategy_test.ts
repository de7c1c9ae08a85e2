import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { openTrainedHome } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const good = strategyText();
const bad = good.replace("type: rsi", "type: rsy");
const files = {
  "rsi_spx.yaml": good,
  "bad.yaml": bad,
  "broken.yaml": "name: [rsi\n",
  "deep/other.yml": good,
};

Deno.test("validate, also as strategy validate, says that a file is valid", async () => {
  for (const command of [["validate"], ["strategy", "validate"], ["strategies", "validate"]]) {
    for (const path of ["rsi_spx.yaml", "deep/other.yml"]) {
      const run = await runKtrdr([...command, path], { files });
      assertEquals(run, { exitCode: 0, stdout: `✓ ${path} is valid: 5 features\n`, stderr: "" });
    }
  }
});

Deno.test("validate --json has the keys that scripts know", async () => {
  const { exitCode, value } = await runJson(["validate", "rsi_spx.yaml"], { files });
  assertEquals([exitCode, value.valid, value.name, value.version, value.features_count], [
    0,
    true,
    "rsi_spx",
    "3.0",
    5,
  ]);
  assertEquals([value.errors, value.warnings], [[], []]);
});

Deno.test("validate exits with 1 and names line and column of every problem", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["validate", "bad.yaml"], { files });
  assertEquals([exitCode, stderr], [1, ""]);
  assertStringIncludes(stdout, 'bad.yaml:9:18: error: Unknown indicator type "rsy"\n');
  assertMatch(stdout, /\n✗ bad\.yaml is not valid\n$/);
  const json = await runJson(["validate", "bad.yaml"], { files });
  assertEquals([json.exitCode, json.value.valid, json.value.errors], [1, false, [
    'Unknown indicator type "rsy"',
  ]]);
  assertEquals([json.value.problems[0].line, json.value.problems[0].column], [9, 18]);
});

Deno.test("malformed YAML: every command names file, line and column", async () => {
  const validated = await runKtrdr(["validate", "broken.yaml"], { files });
  assertEquals(validated.exitCode, 1);
  assertMatch(validated.stdout, /^broken\.yaml:\d+:\d+: error: /);
  const commands = [["train"], ["model", "train"], ["strategy", "features"], ["train", "--dry-run"]];
  for (const command of commands) {
    const { exitCode, stdout, stderr } = await runKtrdr([...command, "broken.yaml"], { files });
    // Features are asked of a strategy that may be wrong, a training of one that is meant to be right.
    assertEquals([exitCode, stdout], [command.includes("features") ? 1 : 2, ""]);
    assertMatch(stderr, /^Error: Strategy file 'broken\.yaml' has an error\nbroken\.yaml:\d+:\d+: error: /);
  }
});

Deno.test("a strategy file that cannot be read: exit code 2 and the reason", async () => {
  for (const command of [["validate"], ["train"], ["strategy", "features"], ["train", "--dry-run"]]) {
    const { exitCode, stderr } = await runKtrdr([...command, "none.yaml"], { files });
    assertEquals([exitCode, stderr], [2, "Error: Cannot read 'none.yaml': there is no such file\n"]);
  }
});

Deno.test("a strategy name that the engine does not have: exit code 5", async () => {
  await using place = await openTrainedHome();
  for (const command of [["validate"], ["strategy", "features"], ["train", "--dry-run"]]) {
    const { exitCode, stderr } = await runKtrdr([...command, "nope", "--embedded"], place);
    const ways = "Upload the file with 'ktrdr model train nope.yaml', or serve its folder with " +
      "'ktrdr serve --strategies <folder>'";
    assertEquals(exitCode, 5);
    assertEquals(stderr, `Error: Strategy file not found: nope.yaml (stored: rsi_spx). ${ways}\n`);
  }
});

Deno.test("validate of a name asks the engine", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout } = await runKtrdr(["validate", "rsi_spx", "--embedded"], place);
  assertEquals([exitCode, stdout], [0, "✓ Strategy 'rsi_spx' is valid\n"]);
  const { value } = await runJson(["validate", "rsi_spx", "--embedded"], place);
  assertEquals([value.valid, value.strategy_name, value.issues], [true, "rsi_spx", []]);
});

Deno.test("validate --quiet shows errors only", async () => {
  const text = bad.replace("period: 14, source: close", "include_oscillator: no").replace(
    "type: rsy",
    "type: aroon",
  );
  const withWarning = { "aroon.yaml": text, "worse.yaml": text.replace("epochs: 4", "epochs: 0") };
  const loud = await runKtrdr(["strategy", "validate", "aroon.yaml"], { files: withWarning });
  assertMatch(loud.stdout, /^aroon\.yaml:9:\d+: warning: "include_oscillator" has no effect on features/);
  for (const flag of ["-q", "--quiet"]) {
    const run = await runKtrdr(["strategy", "validate", "aroon.yaml", flag], { files: withWarning });
    assertEquals(run, { exitCode: 0, stdout: "✓ aroon.yaml is valid: 5 features\n", stderr: "" });
    const { stdout } = await runKtrdr(["validate", "worse.yaml", flag], { files: withWarning });
    assertMatch(stdout, /^worse\.yaml:\d+:\d+: error: "epochs"/);
    assertEquals(stdout.includes("warning"), false);
  }
});

Deno.test("list strategies shows what the engine has", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout } = await runKtrdr(["list", "strategies", "--embedded"], place);
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^NAME {5}STATUS {3}SYMBOL {2}TIMEFRAME {2}LAST TRAINED {10}DESCRIPTION\n/);
  assertMatch(
    stdout,
    /\nrsi_spx {2}trained {2}SPX {5}1d {9}\d{4}-.* UTC {2}RSI and MACD on the S&P 500, daily\n$/,
  );
  const { value } = await runJson(["list", "strategies", "--embedded"], place);
  assertEquals([value.length, value[0].name, value[0].training_status], [1, "rsi_spx", "trained"]);
});

const folder = Object.fromEntries(
  Object.entries({ ...files, "readme.txt": "" }).map(([name, text]) => [`strategies/${name}`, text]),
);

Deno.test("strategy list shows the files of a folder, the one named strategies by itself", async () => {
  for (const command of [["strategy", "list"], ["strategies", "list", "strategies"]]) {
    const { exitCode, stdout } = await runKtrdr(command, { files: folder });
    assertEquals(exitCode, 0);
    assertEquals(
      stdout,
      `NAME     FILE                     STATUS   SYMBOLS  TIMEFRAMES  DESCRIPTION
rsi_spx  strategies/bad.yaml      1 error  -        -
broken   strategies/broken.yaml   1 error  -        -
rsi_spx  strategies/rsi_spx.yaml  valid    SPX      1d          RSI and MACD on the S&P 500, daily
`,
    );
  }
  const { value } = await runJson(["strategy", "list", "strategies"], { files: folder });
  assertEquals(value.map((row: { valid: boolean }) => row.valid), [false, false, true]);
});

Deno.test("strategy list -v shows the scopes, too", async () => {
  const scoped = { "mine/a.yaml": `scope: universal\n${good}`, "mine/b.yml": "name: b\n" };
  const { stdout } = await runKtrdr(["strategy", "list", "mine", "-v"], { files: scoped });
  const rows = stdout.trimEnd().split("\n").map((line) => line.split(/ {2,}/));
  assertEquals(rows.map((row) => row.slice(0, 6)), [
    ["NAME", "FILE", "STATUS", "SYMBOLS", "TIMEFRAMES", "SCOPE"],
    ["rsi_spx", "mine/a.yaml", "valid", "SPX", "1d", "universal"],
    ["b", "mine/b.yml", "1 error", "-", "-", "-"],
  ]);
});

Deno.test("strategy list of a folder that is not there: exit code 2, and where else strategies are", async () => {
  const none = await runKtrdr(["strategy", "list"], { files });
  assertEquals([none.exitCode, none.stderr], [
    2,
    "Error: There is no folder 'strategies'\nHint: 'ktrdr list strategies' lists the strategies that the server has\n",
  ]);
  const empty = await runKtrdr(["strategy", "list", "a"], { files: { "a/b.txt": "" } });
  assertEquals([empty.exitCode, empty.stdout], [0, "No strategy files in a\n"]);
});

const features = ["1d_rsi_momentum_oversold", "1d_rsi_momentum_neutral", "1d_rsi_momentum_overbought"];

Deno.test("strategy features lists the features of a file and of a name alike", async () => {
  await using place = await openTrainedHome();
  const ofFile = await runKtrdr(["strategy", "features", "rsi_spx.yaml", "--embedded"], { ...place, files });
  const ofName = await runKtrdr(["strategy", "features", "rsi_spx", "--embedded"], place);
  assertEquals(ofFile, ofName);
  const ids = ofFile.stdout.trimEnd().split("\n").slice(1).map((line) => line.split(" ")[0]);
  assertEquals([ids.length, ids.slice(0, 3)], [5, features]);
  const { value } = await runJson(["strategy", "features", "rsi_spx.yaml"], { files });
  assertEquals([value.success, value.strategy_name, value.count], [true, "rsi_spx", 5]);
  assertEquals(value.features.map((row: { feature_id: string }) => row.feature_id), ids);
});

Deno.test("strategy features --group-by groups the ids", async () => {
  const grouped = await runKtrdr(["strategies", "features", "rsi_spx.yaml", "--group-by", "fuzzy_set"], {
    files,
  });
  assertStringIncludes(
    grouped.stdout,
    `rsi_momentum (3)\n${features.map((id) => `  ${id}\n`).join("")}\nmacd_trend (2)\n`,
  );
  const { stdout } = await runKtrdr(["strategy", "features", "rsi_spx.yaml", "--group-by", "timeframe"], {
    files,
  });
  assertMatch(stdout, /^1d \(5\)\n/);
});

Deno.test("a dry run shows the plan of a training and starts nothing", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(
    ["train", "rsi_spx.yaml", "--dry-run", "--start", "2000-01-03", "--end", "2014-12-31"],
    { files },
  );
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(
    stdout.split("\n\nFeatures")[0],
    `Strategy:  rsi_spx
Bars:      SPX 1d
Period:    2000-01-03 to 2014-12-31
Labels:    zigzag
Network:   5 → 32 → 16 → outputs (relu, dropout 0.1)
Training:  4 epochs, batches of 32, adam, cross_entropy
Split:     0.7 train, 0.15 validation, 0.15 test`,
  );
  assertMatch(stdout, /\nDry run: nothing was started\n$/);
  const shares = {
    "rsi_spx.yaml": files["rsi_spx.yaml"].replace(/ *data_split:.*\n( +(train|validation|test):.*\n)*/, ""),
  };
  const usual = await runKtrdr(["train", "rsi_spx.yaml", "--dry-run"], { files: shares });
  assertMatch(usual.stdout, /\nSplit: +0.7 train, 0.15 validation, 0.15 test\n/);
  const { value } = await runJson([
    "train",
    "rsi_spx.yaml",
    "--dry-run",
    "--seed",
    "7",
    "--symbols",
    "aapl,msft",
  ], { files });
  assertEquals([value.dry_run, value.seed, value.symbols, value.feature_count], [
    true,
    7,
    ["AAPL", "MSFT"],
    5,
  ]);
});

Deno.test("a dry run of a name asks the engine", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout } = await runKtrdr(["train", "rsi_spx", "--dry-run", "--embedded"], place);
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Strategy: {2}rsi_spx\nPeriod: {4}first bar to last bar\n\nFeatures \(5\)\n/);
});

Deno.test("strategy list refuses a file in place of a folder", async () => {
  const files = { "some.yaml": strategyText() };
  const { exitCode, stderr } = await runKtrdr(["strategy", "list", "some.yaml"], { files });
  assertEquals(exitCode, 2);
  assertStringIncludes(stderr, "There is no folder 'some.yaml'");
});
