import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { recorded, recordedId as id, recordedRead } from "../../support/recorded_answers.ts";
import { runBoth } from "../../support/run_both.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const url = ["--url", "http://server"];
const other = "op_backtesting_20260102_000000_cafe0002";
const backtest = recorded("backtest: completed");
const worse = async (request: Request) => {
  const body = await (await backtest(request)).json();
  const { result_summary: result } = body.data;
  body.data.operation_id = other;
  result.config.commission = 0.002;
  result.metrics = { ...result.metrics, total_return: -120.5, total_return_pct: -0.001205, total_trades: 61 };
  return Response.json(body);
};
const two = { [`GET /operations/${id}`]: [backtest], [`GET /operations/${other}`]: [worse] };

Deno.test("operation compare shows operations side by side, and marks what differs", async () => {
  const { exitCode, stdout, routes } = await runBoth(
    [["operation", "compare", id, other], ["ops", "compare", id, other]],
    two,
  );
  assertEquals([exitCode, routes], [0, Object.keys(two)]);
  assertEquals(
    stdout,
    `#1  ${id}
#2  ${other}

   QUANTITY                          #1           #2
   Type                     backtesting  backtesting
   Status                     completed    completed
   Strategy                     rsi_spx      rsi_spx
   Symbol                           SPX          SPX
   Timeframe                         1d           1d
   Start                     2015-01-01   2015-01-01
   End                       2020-04-17   2020-04-17
   Duration                         2 s          2 s
   Capital                  $100,000.00  $100,000.00
≠  Commission                    0.10 %       0.20 %
   Slippage                      0.05 %       0.05 %
≠  Total return              +$3,538.65     -$120.50
≠  Total return in percent       3.54 %      -0.12 %
   Sharpe ratio                    0.32         0.32
   Max drawdown                  4.21 %       4.21 %
≠  Total trades                      59           61
   Win rate                     33.90 %      33.90 %
   Profit factor                   1.41         1.41
`,
  );
});

Deno.test("operation compare --json is a list of objects, csv a row an operation", async () => {
  const { fetch } = new ScriptedServer(two);
  const { value } = await runJson(["operation", "compare", id, other, ...url], { fetch });
  assertEquals(value.length, 2);
  const { operation_id, strategy_name, sharpe_ratio, total_trades, win_rate, commission } = value[1];
  assertEquals(
    [operation_id, strategy_name, sharpe_ratio, total_trades, win_rate, commission],
    [other, "rsi_spx", 0.31762068255113457, 61, 0.3389830508474576, 0.002],
  );
  const { stdout } = await runKtrdr(["operation", "compare", id, other, "-o", "csv", ...url], { fetch });
  assertEquals(stdout.trimEnd().split(/\r?\n/).map((line) => line.split(",")[0]), [
    "operation_id",
    id,
    other,
  ]);
});

Deno.test("operation compare of a training and a backtest, by references, has the quantities of both", async () => {
  const { fetch } = new ScriptedServer({
    [`GET /operations/${id}`]: [recorded("training: completed")],
    [`GET /operations/${other}`]: [worse],
    "GET /operations": [recorded("training: list")],
    "GET /workers": [recordedRead("GET /workers")],
  });
  const { value } = await runJson(["operation", "compare", "@last", other, ...url], { fetch });
  const { strategy_name, start_date, epochs_trained, final_loss, test_accuracy, model, sharpe_ratio } =
    value[0];
  assertEquals(
    [strategy_name, start_date, epochs_trained, final_loss, test_accuracy, model, sharpe_ratio],
    ["rsi_spx", "2000-01-03", 40, 0.9506798842692638, 0.6837455630302429, "/models/rsi_spx/1d_v1", undefined],
  );
  const { stdout } = await runKtrdr(["operation", "compare", "@last", other, ...url], { fetch });
  assertStringIncludes(stdout, "≠  Type");
  assertStringIncludes(stdout, "   Epochs trained");
});

Deno.test("an operation that has no result yet is compared as far as it goes", async () => {
  const { fetch } = new ScriptedServer({
    [`GET /operations/${id}`]: [recorded("training: running")],
    [`GET /operations/${other}`]: [json({ success: true, data: { operation_id: other, status: "pending" } })],
  });
  const { exitCode, value } = await runJson(["operation", "compare", id, other, ...url], { fetch });
  assertEquals([exitCode, value[0].final_loss, value[0].duration_seconds], [0, null, null]);
  assertEquals([value[1].operation_type, value[1].strategy_name], ["unknown", null]);
});

Deno.test("operation compare needs two operations: exit code 2", async () => {
  for (const args of [[id], [id, id], ["-"]]) {
    const host = createFakeHost({ stdin: `${id}\n` });
    const { exitCode, stderr } = await runKtrdr(["operation", "compare", ...args, ...url], { host });
    assertEquals([exitCode, host.requests], [2, []]);
    assertStringIncludes(stderr, `Error: '${id}' alone cannot be compared, expected two operations or more`);
  }
});

Deno.test("operation compare: an unknown operation exits with 5, no server with 6", async () => {
  const { fetch } = new ScriptedServer({ [`GET /operations/${id}`]: [backtest] });
  assertEquals((await runKtrdr(["operation", "compare", id, other, ...url], { fetch })).exitCode, 5);
  assertEquals((await runKtrdr(["operation", "compare", id, other, ...url])).exitCode, 6);
});
