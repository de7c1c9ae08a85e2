import { assertEquals, assertMatch } from "@std/assert";
import { strategyText } from "../../engine/http/test_engine.ts";
import { recorded, recordedId as id, recordedRead } from "../../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";
import { trainedAnswers, trainedModelPath } from "../../support/trained_answers.ts";

const files = { "s/rsi_spx.yaml": strategyText(), "s/bad.yaml": "name: [a\n" };
const command = ["strategies", "backtest", "s/rsi_spx.yaml", "spx", "1d", "--url", "http://server"];

Deno.test("strategy backtest starts what backtest run starts, and waits for the result", async () => {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    "POST /strategies/validate/rsi_spx": [
      json({ success: true, valid: true, strategy_name: "rsi_spx", issues: [], message: "ok" }),
    ],
    ...trainedAnswers,
    "POST /backtests/start": [recorded("backtest: start")],
    [`GET /operations/${id}`]: [recorded("backtest: completed")],
  });
  const { exitCode, stdout } = await runKtrdr([...command, "--progress", "quiet"], {
    fetch: server.fetch,
    files,
  });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Total trades: {8}59 \(20 won, 39 lost\)$/m);
  assertEquals(server.requests[server.routes.indexOf("POST /backtests/start")].body, {
    strategy_name: "rsi_spx",
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2020-01-01",
    end_date: "2024-01-01",
    initial_capital: 100_000,
    commission: 0.001,
    slippage: 0.0005,
    model_path: trainedModelPath,
  });
});

Deno.test("strategy backtest --dry-run shows the plan and sends nothing", async () => {
  const flags = ["--dry-run", "--start", "2015-01-01", "--end", "2016-01-01", "--capital", "5000"];
  const run = await runKtrdr([...command, ...flags], { files });
  assertEquals(run, {
    exitCode: 0,
    stdout: `Strategy:    rsi_spx
Bars:        SPX 1d
Period:      2015-01-01 to 2016-01-01
Capital:     $5,000.00
Commission:  0.10 %
Slippage:    0.05 %

Dry run: nothing was started
`,
    stderr: "",
  });
  const { value } = await runJson([...command, "--dry-run"], { files });
  assertEquals(value, {
    dry_run: true,
    strategy_name: "rsi_spx",
    start_date: "2020-01-01",
    end_date: "2024-01-01",
    symbol: "SPX",
    timeframe: "1d",
    initial_capital: 100_000,
    commission: 0.001,
    slippage: 0.0005,
  });
});

Deno.test("strategy backtest refuses bad input before anything is sent", async () => {
  const problems: [string[], RegExp][] = [
    [["s/bad.yaml", "SPX", "1d"], /^Error: Strategy file 's\/bad\.yaml' has an error\n/],
    [["s/none.yaml", "SPX", "1d"], /^Error: Cannot read 's\/none\.yaml': there is no such file\n/],
    [["s/rsi_spx.yaml", "SPX", "1d", "--start", "2021-02-30"], /^Error: --start '2021-02-30' is no date/],
    [
      ["s/rsi_spx.yaml", "SPX", "1d", "--capital", "0", "--dry-run"],
      /^Error: --capital is '0', expected an amount/,
    ],
    [["s/rsi_spx.yaml", "SPX"], /^Error: /],
  ];
  for (const [args, expected] of problems) {
    const { exitCode, stdout, stderr } = await runKtrdr(["strategy", "backtest", ...args], { files });
    assertEquals([exitCode, stdout], [2, ""], stderr);
    assertMatch(stderr, expected);
  }
});

Deno.test("strategy backtest with an unreachable server: exit code 6", async () => {
  const { exitCode, stderr } = await runKtrdr(command, { files });
  assertEquals([exitCode, stderr], [
    6,
    "Error: Nothing listens at server:8000 (connection refused)\n" +
    "Hint: Start the server, or check --url, --port and KTRDR_API_URL\n",
  ]);
});
