import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openTrainedHome } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const period = ["--start", "2001-01-01", "--end", "2001-11-30"];

Deno.test("backtest run backtests the newest model of a strategy", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout, stderr } = await runKtrdr(
    ["backtest", "run", "rsi_spx", ...period, "--embedded", "--progress", "plain"],
    place,
  );
  assertEquals(exitCode, 0, stderr);
  assertMatch(
    stdout,
    /^Strategy: {2}rsi_spx\nBars: {6}SPX 1d, 2001-01-01 to 2001-11-30\nModel: {5}rsi_spx\/1d_v1\n\n/,
  );
  assertMatch(stdout, /^Total return: +[+-]?\$[\d,]+\.\d\d \(-?\d+\.\d\d %\)$/m);
  assertMatch(stdout, /^Total trades: +\d+ \(\d+ won, \d+ lost\)$/m);
  assertMatch(stdout, /\n\nEquity\n/);
  assertMatch(stdout, /^\$100,000 ┤/m);
  assertMatch(stderr, /^Backtesting rsi_spx\n(.*\n)*✓ Backtesting rsi_spx completed in .* \(\d+ trades\)\n$/);
});

Deno.test("no line of a backtest's result is wider than the terminal", async () => {
  await using place = await openTrainedHome();
  const { stdout } = await runKtrdr(["backtest", "run", "rsi_spx", ...period, "--embedded", "--quiet"], {
    ...place,
    isTerminal: true,
    columns: 50,
    env: { NO_COLOR: "1" },
  });
  assertEquals(stdout.split("\n").filter((line) => line.length > 50), []);
});

Deno.test("backtest run --json has the keys that scripts know", async () => {
  await using place = await openTrainedHome();
  const { exitCode, value } = await runJson(
    [
      "backtest",
      "run",
      "rsi_spx",
      "SPX",
      "1d",
      ...period,
      "-m",
      "rsi_spx/1d_v1",
      "--capital",
      "5000",
      "--embedded",
    ],
    place,
  );
  assertEquals([exitCode, value.operation_type, value.type, value.status], [
    0,
    "backtesting",
    "backtesting",
    "completed",
  ]);
  for (const key of ["total_return_pct", "sharpe_ratio", "max_drawdown_pct", "total_trades", "win_rate"]) {
    assertEquals(typeof value.results[key], "number", key);
  }
  assertEquals([value.results.model_id, value.result_summary.config.initial_capital], [
    "rsi_spx/1d_v1",
    5000,
  ]);
});

Deno.test("backtest of a strategy stays until the end in the embedded engine; so does backtests run", async () => {
  await using place = await openTrainedHome();
  const one = await runJson(["backtest", "rsi_spx", ...period, "--embedded"], place);
  assertStringIncludes(one.stderr, "The embedded engine works inside this command");
  const other = await runJson(["backtests", "run", "rsi_spx", ...period, "--embedded"], place);
  assertEquals([one.exitCode, one.value.results], [0, other.value.results]);
});

Deno.test("what a backtest cannot do is said before it starts: exit code 2", async () => {
  await using place = await openTrainedHome();
  const cases: [string[], string][] = [
    [["nope", ...period], 'strategy "nope" is not stored (stored: rsi_spx)'],
    [["rsi_spx", "NOPE", "1d", ...period], 'Strategy "rsi_spx" has no trained model for NOPE 1d'],
    [
      ["rsi_spx", ...period, "-m", "rsi_spx/9d_v9"],
      "Model not found: rsi_spx/9d_v9 (trained: rsi_spx/1d_v1 on SPX)",
    ],
    [["rsi_spx", "NOPE", "1d", ...period, "-m", "rsi_spx/1d_v1"], "NOPE"],
    [
      ["rsi_spx", "--start", "1990-01-01", "--end", "1991-01-01"],
      "No bars of SPX 1d from 1990-01-01 to 1991-01-01: the stored ones go from 2000-01-03 to 2001-12-02",
    ],
    [
      ["rsi_spx", "--start", "2001-01-01", "--end", "2001-01-10"],
      "Too few bars to backtest: there are 10 of SPX 1d from 2001-01-01 to 2001-01-10, and at least 51 are needed",
    ],
  ];
  for (const [args, message] of cases) {
    const { exitCode, value } = await runJson(["backtest", "run", ...args, "--embedded"], place);
    assertEquals(exitCode, 2, value.message);
    assertStringIncludes(value.message, message);
    assertEquals([value.operation_type, value.stage], ["backtesting", "initialization"]);
  }
});

Deno.test("what a backtest warns of stands on stderr, in its JSON, and with its figures later on", async () => {
  await using place = await openTrainedHome();
  const long = ["--start", "2001-01-01", "--end", "2004-01-01"];
  const { exitCode, value, stderr } = await runJson(
    ["backtest", "run", "rsi_spx", ...long, "--embedded"],
    place,
  );
  const warning =
    "Bars of SPX 1d are there from 2001-01-01 to 2001-12-02 only, not for all of the period asked for " +
    "(2001-01-01 to 2004-01-01); annualized figures are for the period asked for";
  assertEquals([exitCode, value.warnings], [0, [warning]]);
  assertStringIncludes(stderr, `Warning: ${warning}\n`);
  const shown = await runKtrdr(["backtest", "show", "@last", "--embedded"], place);
  assertEquals([shown.exitCode, shown.stderr], [0, `Warning: ${warning}\n`]);
});
