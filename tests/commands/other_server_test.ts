import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { recorded, recordedId as id, recordedRead } from "../support/recorded_answers.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, type Responder, ScriptedServer } from "../support/scripted_server.ts";
import { trainedAnswers, trainedLooks } from "../support/trained_answers.ts";

/** A server without extensions: it takes no files and no seed. */
function createServer(script: Record<string, Responder[]> = {}): ScriptedServer {
  return new ScriptedServer({ "GET /health": [recordedRead("GET /health")], ...script });
}

const url = ["--url", "http://server"];
const files = { "strategies/rsi_spx.yaml": strategyText() };
const valid = json({ success: true, valid: true, strategy_name: "rsi_spx", issues: [], message: "ok" });

Deno.test("a strategy file is checked here, and its name is checked there", async () => {
  for (const [command, start] of [["train", "training"], ["backtest", "backtest"]]) {
    const server = createServer({
      "POST /strategies/validate/rsi_spx": [valid],
      "POST /trainings/start": [recorded("training: start")],
      ...trainedAnswers,
      "POST /backtests/start": [recorded("backtest: start")],
    });
    const args = [command, "strategies/rsi_spx.yaml", "--start", "2015-01-01", "--end", "2016-01-01"];
    const { exitCode, stderr } = await runKtrdr([...args, ...url], { fetch: server.fetch, files });
    const looks = start === "backtest" ? trainedLooks : [];
    assertEquals([exitCode, server.routes], [
      0,
      ["GET /health", "POST /strategies/validate/rsi_spx", ...looks, `POST /${start}s/start`],
    ]);
    assertStringIncludes(
      stderr,
      "Warning: The server uses its own file of strategy 'rsi_spx', not 'strategies/rsi_spx.yaml'\n",
    );
  }
});

Deno.test("a strategy file that the server does not have: exit code 5, nothing is started", async () => {
  const server = createServer({
    "POST /strategies/validate/rsi_spx": [
      json({ detail: "Strategy file not found: rsi_spx.yaml" }, { status: 404 }),
    ],
  });
  const { exitCode, value } = await runJson(["train", "strategies/rsi_spx.yaml", ...url], {
    fetch: server.fetch,
    files,
  });
  assertEquals([exitCode, value.message], [5, "Strategy file not found: rsi_spx.yaml"]);
  assertEquals(server.routes.filter((route) => route.endsWith("/start")), []);
});

Deno.test("an invalid strategy file is refused before anything is sent", async () => {
  const server = createServer();
  const broken = { "rsi.yaml": strategyText().replace("type: rsi", "type: rsy") };
  const { exitCode, stderr } = await runKtrdr(["train", "rsi.yaml", ...url], {
    fetch: server.fetch,
    files: broken,
  });
  assertEquals([exitCode, server.routes], [2, []]);
  assertMatch(
    stderr,
    /^Error: Strategy file .rsi\.yaml. has an error\nrsi\.yaml:9:18: error: Unknown indicator type "rsy"\n/,
  );
});

Deno.test("a seed is refused: exit code 2, nothing is started", async () => {
  const server = createServer();
  const { exitCode, stderr } = await runKtrdr(["train", "rsi_spx", "--seed", "7", ...url], {
    fetch: server.fetch,
  });
  assertEquals([exitCode, server.routes], [2, ["GET /health"]]);
  assertEquals(
    stderr,
    "Error: The server at http://server:8000/api/v1 cannot seed a training\nHint: Leave --seed out\n",
  );
});

Deno.test("an import of bars is refused: exit code 2, nothing is sent", async () => {
  for (const args of [["sample"], ["import", "spx.csv", "--symbol", "SPX", "--timeframe", "1d"]]) {
    const server = createServer();
    const { exitCode, stderr } = await runKtrdr(["data", ...args, ...url], {
      fetch: server.fetch,
      files: { "spx.csv": "date,open,high,low,close\n" },
    });
    assertEquals([exitCode, server.routes], [2, ["GET /health"]]);
    assertStringIncludes(
      stderr,
      "Error: The server at http://server:8000/api/v1 takes no files of bars\nHint: ",
    );
  }
});

Deno.test("a backtest is followed and its result printed without an equity curve", async () => {
  const server = createServer({
    "POST /backtests/start": [recorded("backtest: start")],
    [`GET /operations/${id}`]: [recorded("backtest: completed")],
  });
  const args =
    "backtest run rsi_spx SPX 1d --start 2015-01-01 --end 2020-04-17 --capital 50000 -m /models/x/1d_v1";
  const { exitCode, stdout } = await runKtrdr([...args.split(" "), ...url], { fetch: server.fetch });
  assertEquals(exitCode, 0);
  assertEquals(server.requests[0].body, {
    strategy_name: "rsi_spx",
    symbol: "SPX",
    timeframe: "1d",
    start_date: "2015-01-01",
    end_date: "2020-04-17",
    initial_capital: 50_000,
    commission: 0.001,
    slippage: 0.0005,
    model_path: "/models/x/1d_v1",
  });
  assertEquals(
    stdout,
    `Strategy:  rsi_spx
Bars:      SPX 1d, 2015-01-01 to 2020-04-17

Total return:        +$3,538.65 (3.54 %)
Annualized return:   0.66 %
Sharpe ratio:        0.32
Sortino ratio:       0.35
Max drawdown:        4.21 %
Total trades:        59 (20 won, 39 lost)
Win rate:            33.90 %
Profit factor:       1.41
Average win / loss:  $831.97 / -$301.83
`,
  );
});

Deno.test("backtest --json prints the keys that scripts know", async () => {
  const script = {
    ...trainedAnswers,
    "POST /backtests/start": [recorded("backtest: start")],
    [`GET /operations/${id}`]: [recorded("backtest: completed")],
  };
  const args = ["rsi_spx", "--start", "2015-01-01", "--end", "2020-04-17", ...url];
  const started = await runJson(["backtest", ...args], { fetch: createServer(script).fetch });
  assertEquals([started.value.operation_id, started.value.status, started.value.type], [
    id,
    "started",
    "backtesting",
  ]);
  const { value } = await runJson(["backtests", ...args, "--follow"], { fetch: createServer(script).fetch });
  assertEquals([value.operation_type, value.operation_id], ["backtesting", id]);
  const { total_return_pct, sharpe_ratio, max_drawdown_pct, total_trades, win_rate } = value.results;
  assertEquals(
    [total_return_pct, sharpe_ratio, max_drawdown_pct, total_trades, win_rate],
    [0.03538649033351685, 0.31762068255113457, 0.04208334357804772, 59, 0.3389830508474576],
  );
});

Deno.test("lists of a server that tells little", async () => {
  const server = createServer({
    "GET /models": [recordedRead("GET /models")],
    "GET /symbols": [recordedRead("GET /symbols")],
    "GET /strategies/": [json({ success: true, strategies: [] })],
  });
  const run = async (...args: string[]) =>
    (await runKtrdr([...args, ...url], { fetch: server.fetch })).stdout;
  assertMatch(await run("model", "list"), /^- .* SPX .* 1d .* 2026-11-22 04:25 UTC .* 0\.0 %$/m);
  assertMatch(await run("data", "list"), /^SPX {5}1d/m);
  assertMatch(await run("list", "strategies"), /^The server lists no strategies/);
});

Deno.test("the newest bars are shown, though the server sends all of them", async () => {
  const all = recordedRead("GET /data/SPX/1d?start_date=2019-12-01&end_date=2019-12-10");
  const server = createServer({ "GET /data/SPX/1d": [all] });
  const { stdout } = await runKtrdr(["data", "show", "spx", "--rows", "2", ...url], { fetch: server.fetch });
  assertEquals(server.requests[0].query, { limit: "2" });
  assertEquals(stdout.split("\n").length, 4);
  const { value } = await runJson(["data", "show", "spx", "--rows", "2", ...url], { fetch: server.fetch });
  assertEquals([value.displayed_rows, value.dates.length, value.data.length], [2, 2, 2]);
  assertEquals(value.total_rows > 2, true);
});

Deno.test("what a server has under a name is checked and described by the server", async () => {
  const feature = {
    feature_id: "1d_momentum_low",
    timeframe: "1d",
    fuzzy_set: "momentum",
    membership: "low",
    indicator_id: "rsi_14",
    indicator_output: null,
  };
  const server = createServer({
    "POST /strategies/validate/rsi_spx": [
      valid,
      json({
        success: true,
        valid: false,
        strategy_name: "rsi_spx",
        issues: [{ severity: "error", category: "inputs", message: "Unknown fuzzy set" }],
        message: "no",
      }),
    ],
    "GET /strategies/rsi_spx/features": [
      json({ success: true, strategy_name: "rsi_spx", features: [feature], count: 1 }),
    ],
  });
  const run = (...args: string[]) => runKtrdr([...args, ...url], { fetch: server.fetch });
  assertEquals(await run("validate", "rsi_spx"), {
    exitCode: 0,
    stdout: "✓ Strategy 'rsi_spx' is valid\n",
    stderr: "",
  });
  assertEquals(await run("strategy", "validate", "rsi_spx"), {
    exitCode: 1,
    stdout: "error: Unknown fuzzy set\n✗ Strategy 'rsi_spx' is not valid\n",
    stderr: "",
  });
  const { stdout } = await run("strategy", "features", "rsi_spx");
  assertMatch(stdout, /^1d_momentum_low {2}1d {9}momentum {3}low {9}rsi_14$/m);
});
