import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../../engine/http/test_engine.ts";
import { type EngineHome, openEmptyHome, spxBars } from "../../support/engine_homes.ts";
import { recordedRead } from "../../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { refused, ScriptedServer } from "../../support/scripted_server.ts";

/** A strategy with inputs of its own besides RSI and MACD. */
function withInputs(indicators: Record<string, string>): string {
  const ids = Object.keys(indicators);
  const definitions = ids.map((id) => `  ${id}: ${indicators[id]}\n`).join("");
  const inputs = ids.map((id) => `  - {raw_indicator: ${id}, timeframes: all}\n`).join("");
  return strategyText({ name: "turns" })
    .replace("indicators:\n", `indicators:\n${definitions}`)
    .replace("nn_inputs:\n", `nn_inputs:\n${inputs}`);
}

const files = {
  "spx.csv": spxBars,
  "sound.yaml": strategyText({ name: "sound" }),
  "turns.yaml": withInputs({ turns: "{type: zigzag, threshold: 0.05}", volume: "{type: obv}" }),
};

async function openHomeWithBars(): Promise<EngineHome> {
  const place = await openEmptyHome();
  await runKtrdr(["data", "import", "spx.csv", "--symbol", "SPX", "-t", "1d", "--embedded"], {
    ...place,
    files,
  });
  return place;
}

Deno.test("backtest check finds that a zigzag looks ahead, and that RSI does not: exit code 1", async () => {
  await using place = await openHomeWithBars();
  const { exitCode, stdout } = await runKtrdr(["backtest", "check", "turns.yaml", "--embedded"], {
    ...place,
    files,
  });
  assertEquals(exitCode, 1);
  assertEquals(
    stdout,
    `Strategy:        turns
Bars:            700 of SPX 1d, 2000-01-03 to 2001-12-02
Computed again:  20 times on bars that end earlier, 3 times on bars that start later

FEATURE                     INDICATOR  CHANGED AT  LOOKS AHEAD  SETTLES AFTER  OFF AFTER 50  VERDICT
1d_turns_raw                zigzag       17 of 20       8 bars          1 bar             0  looks ahead
1d_volume_raw               obv                 -            -          never        0.7999  depends on the start
1d_rsi_momentum_oversold    rsi                 -            -       294 bars        0.1172  ok
1d_rsi_momentum_neutral     rsi                 -            -       294 bars        0.0813  ok
1d_rsi_momentum_overbought  rsi                 -            -       296 bars        0.0702  ok
1d_macd_trend_negative      macd                -            -       288 bars        0.1411  ok
1d_macd_trend_positive      macd                -            -       290 bars        0.1127  ok

✗ 1 of 7 features looks ahead: a backtest of it means nothing
! 1 of 7 features depends on where the bars start: with more bars before the same day the values are others
`,
  );
});

Deno.test("backtest check of a sound strategy, by its name or in a part of the bars: exit code 0", async () => {
  await using place = await openHomeWithBars();
  const sound = await runKtrdr(["backtest", "check", "sound.yaml", "--embedded"], { ...place, files });
  assertEquals(sound.exitCode, 0);
  assertMatch(sound.stdout, /\n✓ No feature looks ahead\n$/);
  const args = ["backtests", "check", "sound", "spx", "1d", "--start", "2000-06-01", "--end", "2000-12-31"];
  const { exitCode, value } = await runJson([...args, "--embedded"], place);
  assertEquals([exitCode, value.look_ahead, value.bars, value.start_date, value.cuts], [
    0,
    false,
    214,
    "2000-06-01T00:00:00.000Z",
    20,
  ]);
  assertEquals(value.features.map(({ verdict }: { verdict: string }) => verdict), new Array(5).fill("ok"));
  const csv = await runKtrdr([...args, "--embedded", "-o", "csv"], place);
  assertEquals(csv.stdout.trimEnd().split("\n").length, 6);
});

Deno.test("backtest check says what is wrong before it computes: exit code 2, or 5 for what is not there", async () => {
  await using place = await openHomeWithBars();
  await runKtrdr(["backtest", "check", "sound.yaml", "--embedded"], { ...place, files });
  const cases: [string[], number, string][] = [
    [["nope"], 5, "Strategy file not found: nope.yaml"],
    [["no/such.yaml"], 2, "Cannot read 'no/such.yaml': there is no such file"],
    [["sound", "NDX"], 2, "No bars of NDX 1d are stored (stored: SPX 1d)"],
    [["sound", "SPX", "7x"], 2, "'7x' is no timeframe"],
    [["sound", "--start", "2001-01-01", "--end", "2000-01-01"], 2, "--start '2001-01-01' is after --end"],
    [
      ["sound", "--start", "2001-11-01"],
      2,
      "SPX 1d cannot be checked: A check needs at least 51 bars, got 32",
    ],
  ];
  for (const [args, code, message] of cases) {
    const { exitCode, stderr } = await runKtrdr(["backtest", "check", ...args, "--embedded"], place);
    assertEquals(exitCode, code, stderr);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("backtest check of a server that cannot check, or cannot be reached", async () => {
  const server = new ScriptedServer({ "GET /health": [recordedRead("GET /health")] });
  const args = ["backtest", "check", "sound.yaml", "--url", "http://server"];
  const { exitCode, stderr } = await runKtrdr(args, { fetch: server.fetch, files });
  assertEquals([exitCode, server.routes], [2, ["GET /health"]]);
  assertEquals(
    stderr,
    "Error: The server at http://server:8000/api/v1 cannot check a strategy for look-ahead\n" +
      "Hint: Use --embedded, or a server started with 'ktrdr serve'\n",
  );
  assertEquals((await runKtrdr(args, { fetch: refused(), files })).exitCode, 6);
});
