import { assert, assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { recorded, recordedId, recordedRead } from "../../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, refused, type Responder, ScriptedServer } from "../../support/scripted_server.ts";
import { openTradingHome } from "../../support/trading_home.ts";

Deno.test("backtest show shows figures, costs, equity, drawdown, months and trades", async () => {
  await using place = await openTradingHome();
  const { exitCode, stdout, stderr } = await runKtrdr(
    ["backtest", "show", "@last", "--trades", "--embedded"],
    place,
  );
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(
    stdout.replaceAll(place.backtestId, "ID"),
    `Operation:  ID
Strategy:   swing
Bars:       SPX 1d, 2000-01-01 to 2001-12-02
Model:      swing/1d_v1

Total return:          -$17,368.86 (-17.37 %)
Annualized return:     -9.46 %
Sharpe ratio:          -3.98
Sortino ratio:         -4.72
Max drawdown:          17.45 %
Total trades:          7 (0 won, 7 lost)
Win rate:              0.00 %
Profit factor:         0.00
Average win / loss:    $0.00 / -$2,442.83
Volatility:            1.86 %
Calmar ratio:          -0.54
Recovery factor:       -1.00
Largest win / loss:    $0.00 / -$3,016.57
Average holding time:  45 d 03 h
Held when won / lost:  0 s / 45 d 03 h

Initial capital:  $100,000.00
Commission:       0.20 % a fill, $597.14 in all
Slippage:         0.05 % a fill, $149.28 in all

Equity
$100,000 ┤⣇
         │⠘⠶⠻⣄⡴⠒⠒⠒⠒⢲
         │   ⠈⠁    ⠈⢧⡤⡄
         │            ⢹⣀⡏⠉⠉⠉⠉⠹⣤⣄
         │             ⠉       ⠘⣆⢀⡤⠤⠤⠤⠤⣄⣤⡀
         │                      ⠸⠞       ⢳  ⣀⣀⣀⣀⣀⣀⣀
         │                               ⠈⢧⡼⠁     ⠈⣇
         │                                         ⠸⣤⠖⢦⡴⠒⠒⠒⠒⢲⡀
         │                                                   ⢳⣠⢤ ⣀⣀⣀⣀⣀⣀
 $82,555 ┤                                                     ⠈⠳⠃    ⠘⣆
          2000-02-22                                          2001-12-02

Drawdown
  0.0 % ┤⣇
        │⠘⠶⠛⣆⣰⠒⠒⠒⠒⢲⡀
        │   ⠈⠁     ⢧⡤⣄
        │            ⠸⡄⡞⠉⠉⠉⠉⠙⣆⣤⡀
        │             ⠉⠁       ⢧ ⣠⠤⠤⠤⠤⢤⣠⣄
        │                      ⠈⠷⠃      ⠘⡆ ⢀⣀⣀⣀⣀⣀⣀⣀
        │                                ⠹⣤⠏      ⠸⡄
        │                                          ⢳⣠⠖⢦⡖⠒⠒⠒⠒⢲
        │                                                   ⠈⢧⣠⣄ ⣀⣀⣀⣀⣀⣀
-17.4 % ┤                                                      ⠈⠳⠃    ⠘⣆
         2000-02-22                                           2001-12-02

Monthly returns in percent
YEAR   JAN   FEB   MAR   APR   MAY   JUN  JUL   AUG   SEP   OCT   NOV   DEC  TOTAL
2000        -2.1  -1.5   1.5   0.0  -3.2  0.0   0.0  -1.3  -1.9   0.2  -0.5   -8.5
2001  -4.0   1.9   0.0  -1.7  -1.4   0.5  0.0  -2.8  -0.4   0.0  -2.2   0.1   -9.7

Trades (7)
TRADE  SIDE  ENTRY       ENTRY PRICE  EXIT        EXIT PRICE  QUANTITY  NET PROFIT       HELD  CLOSED BY
    1  LONG  2000-02-23    1,435.028  2000-04-11   1,313.729        17  -$2,106.74  47 d 00 h  signal
    2  LONG  2000-06-01    1,517.260  2000-07-23   1,331.387        16  -$3,016.57  51 d 00 h  signal
    3  LONG  2000-09-12    1,517.347  2000-11-02   1,336.262        15  -$2,756.35  50 d 00 h  signal
    4  LONG  2000-12-24    1,519.798  2001-02-15   1,364.276        15  -$2,373.75  52 d 00 h  signal
    5  LONG  2001-04-25    1,534.183  2001-06-16   1,368.587        14  -$2,356.67  51 d 00 h  signal
    6  LONG  2001-08-06    1,552.555  2001-09-26   1,360.935        14  -$2,720.79  50 d 00 h  signal
    7  LONG  2001-11-17    1,557.792  2001-12-02   1,424.571        13  -$1,768.91  15 d 00 h  end of the bars
`,
  );
  const narrow = { ...place, isTerminal: true, columns: 44, env: { NO_COLOR: "1" } };
  const charts = (await runKtrdr(["backtests", "show", "@last", "--embedded"], narrow)).stdout;
  const curves = charts.split("\n").filter((line) => /[⠀-⣿│┤]/.test(line));
  assert(curves.length >= 20 && curves.every((line) => line.length <= 44));
});

Deno.test("backtest show prints as JSON everything there is, and as rows what was asked for", async () => {
  await using place = await openTradingHome();
  const { value } = await runJson(["backtest", "show", place.backtestId.slice(0, -2), "--embedded"], place);
  const { results, result_summary, equity_curve, drawdown, monthly_returns, trades, costs } = value;
  assertEquals([value.operation_id, value.type, value.status], [
    place.backtestId,
    "backtesting",
    "completed",
  ]);
  assertEquals([results.model_id, result_summary.strategy_name], ["swing/1d_v1", "swing"]);
  assertEquals([trades.length, drawdown.length], [place.tradeCount, equity_curve.values.length]);
  assertAlmostEquals(Math.min(...drawdown), -results.max_drawdown_pct, 1e-12);
  const growth = monthly_returns.reduce(
    (product: number, { return_pct }: { return_pct: number }) => product * (1 + return_pct),
    1,
  );
  assertAlmostEquals(growth - 1, results.total_return_pct, 1e-12);
  // Entries at the market's price p are filled at p · 1.0005, exits at p · 0.9995.
  const slipped = trades.reduce(
    (sum: number, { entry_price, exit_price, quantity }: Record<string, number>) =>
      sum + quantity * (entry_price * 0.0005 / 1.0005 + exit_price * 0.0005 / 0.9995),
    0,
  );
  assertAlmostEquals(costs.slippage_paid, slipped, 1e-9);
  assertEquals([costs.initial_capital, costs.commission_rate, costs.slippage_rate], [100_000, 0.002, 0.0005]);
  const csv = async (...args: string[]) => {
    const line = ["backtest", "show", "@last:backtest", ...args, "--embedded", "-o", "csv"];
    return (await runKtrdr(line, place)).stdout.trimEnd().split("\n");
  };
  assertEquals((await csv()).length, monthly_returns.length + 1);
  const rows = await csv("--trades");
  assertEquals([rows.length, rows[0].split(",")[0]], [place.tradeCount + 1, "trade_id"]);
});

Deno.test("backtest list lists backtests with what came of them", async () => {
  await using place = await openTradingHome();
  const { stdout } = await runKtrdr(["backtest", "list", "--embedded"], place);
  assertEquals(
    stdout.replaceAll(place.backtestId, "ID".padEnd(place.backtestId.length)),
    `OPERATION                                STATUS     STRATEGY  BARS    PERIOD                      RETURN  SHARPE  DRAWDOWN  TRADES
ID                                       completed  swing     SPX 1d  2000-01-01 to 2001-12-02  -17.37 %   -3.98   17.45 %       7
1 of 1 shown
`,
  );
  const { value } = await runJson(["backtests", "list", "--status", "completed", "--embedded"], place);
  assertEquals(value.length, 1);
  assertEquals([value[0].operation_id, value[0].total_trades, value[0].model_id, value[0].metrics], [
    place.backtestId,
    place.tradeCount,
    "swing/1d_v1",
    undefined,
  ]);
  const none = await runKtrdr(["backtest", "list", "-s", "failed", "--embedded"], place);
  assertEquals(none.stdout, "No backtests yet: 'ktrdr backtest run' makes one\n");
  const { exitCode, stderr } = await runKtrdr(["backtest", "list", "-l", "0", "--embedded"], place);
  assertEquals([exitCode, stderr], [2, "Error: --limit is '0', expected 1 to 1000\n"]);
});

const url = ["--url", "http://server"];

/** A server without extensions, and its completed backtest. */
function createServer(script: Record<string, Responder[]> = {}): ScriptedServer {
  return new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    [`GET /operations/${recordedId}`]: [recorded("backtest: completed")],
    "GET /operations": [json({ success: true, data: [], total_count: 0, active_count: 0 })],
    "GET /workers": [json([])],
    ...script,
  });
}

Deno.test("a server that keeps only the figures of a backtest: they are shown, and what it lacks is said", async () => {
  const { fetch } = createServer();
  const lack =
    "The server at http://server:8000/api/v1 keeps neither the trades nor the equity curve of a backtest: " +
    "there are only its figures\n";
  const shown = await runKtrdr(["backtest", "show", recordedId, ...url], { fetch });
  assertEquals([shown.exitCode, shown.stderr], [0, lack]);
  assertMatch(shown.stdout, /^Total return: +\+\$3,538\.65 \(3\.54 %\)$/m);
  assertMatch(shown.stdout, /^Commission: +0\.10 % a fill$/m);
  const { value } = await runJson(["backtest", "show", recordedId, ...url], { fetch });
  assertEquals([value.trades, value.equity_curve, value.monthly_returns], [null, null, null]);
  const rows = (await runKtrdr(["backtest", "show", recordedId, "-o", "csv", ...url], { fetch })).stdout;
  assertMatch(rows, /^metric,value\ntotal_return,3538/);
  const trades = await runKtrdr(["backtest", "show", recordedId, "--trades", ...url], { fetch });
  assertEquals([trades.exitCode, trades.stdout, trades.stderr], [
    2,
    "",
    `Error: ${lack}  Operation: ${recordedId}\nHint: Leave --trades out\n`,
  ]);
});

Deno.test("backtest list asks a server without extensions for its operations", async () => {
  const row = { operation_id: "op_1", operation_type: "backtesting", status: "running", symbol: "SPX" };
  const server = createServer({
    "GET /operations": [json({ success: true, data: [row], total_count: 3, active_count: 1 })],
  });
  const { stdout } = await runKtrdr(["backtest", "list", "--limit", "1", ...url], { fetch: server.fetch });
  assertMatch(stdout, /^op_1 +running +- +SPX +- +- +- +- +-\n1 of 3 shown$/m);
  assertEquals(server.requests.at(-1)?.query, { operation_type: "backtesting", limit: "1" });
});

Deno.test("what is no completed backtest is refused", async () => {
  const cases: [string, Record<string, unknown>, number, string][] = [
    ["backtest: completed", { operation_type: "training" }, 2, "is of type training, expected a backtest"],
    ["backtest: completed", { status: "running" }, 5, `Hint: Wait for it with: ktrdr wait ${recordedId}`],
    [
      "backtest: completed",
      { status: "failed", error_message: "No bars" },
      5,
      "is failed (No bars), expected",
    ],
  ];
  for (const [name, changes, code, message] of cases) {
    const { fetch } = createServer({ [`GET /operations/${recordedId}`]: [recorded(name, changes)] });
    for (const command of ["show", "report"]) {
      const { exitCode, stderr } = await runKtrdr(["backtest", command, recordedId, ...url], { fetch });
      assertEquals(exitCode, code);
      assertStringIncludes(stderr, message);
    }
  }
  const unknown = await runKtrdr(["backtest", "show", "op_nope", ...url], { fetch: createServer().fetch });
  assertEquals(unknown.exitCode, 5);
  const none = await runKtrdr(["backtest", "show", "@last", ...url], { fetch: createServer().fetch });
  assertEquals(none.exitCode, 5);
  assertStringIncludes(none.stderr, "There is no backtesting operation yet");
});

Deno.test("backtest list and show of a server that cannot be reached: exit code 6", async () => {
  for (const args of [["list"], ["show", recordedId], ["report", recordedId]]) {
    const run = await runKtrdr(["backtest", ...args, ...url], { fetch: refused() });
    assertEquals([run.exitCode, run.stdout], [6, ""]);
  }
});
