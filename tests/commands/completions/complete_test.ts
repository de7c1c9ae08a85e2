import { assertEquals, assertStringIncludes } from "@std/assert";
import { type ConfigKey, configKeyFacts } from "../../../lib/config/config_keys.ts";
import { createDenoFiles } from "../../../lib/host/deno_files.ts";
import { indicatorTypes } from "../../../lib/indicators/catalog.ts";
import { openEmptyHome } from "../../support/engine_homes.ts";
import { createFakeHost, type FakeHostOptions } from "../../support/fake_host.ts";
import { createEngineHost, runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { hang, json, refused, type Responder, ScriptedServer } from "../../support/scripted_server.ts";

const operations = json({
  success: true,
  data: [
    { operation_id: "op_training_2", operation_type: "training", status: "running", symbol: "SPX" },
    { operation_id: "op_backtesting_1", operation_type: "backtesting", status: "failed" },
  ],
  total_count: 2,
  active_count: 1,
});
const env = { HOME: "/home/u" };
const url = ["--url", "http://server"];

function world(script: Record<string, Responder[]>, options: FakeHostOptions = {}) {
  const server = new ScriptedServer(script);
  return { server, host: createFakeHost({ env, fetch: server.fetch, ...options }) };
}

/** What zsh and fish are answered. */
async function answer(words: string[], host = createFakeHost({ env })): Promise<string[]> {
  const before = host.stdout.text.length;
  const { exitCode, stdout, stderr } = await runKtrdr(["complete", "--", "fish", ...words], { host });
  assertEquals([exitCode, stderr], [0, ""]);
  return stdout.slice(before).trimEnd().split("\n");
}

Deno.test("complete answers words with a description, a tab between", async () => {
  assertEquals(await answer(["config", "unse"]), [
    "unset\tTake a value out of the configuration file: the one for all, or with --profile a profile's",
  ]);
  assertEquals(await answer(["ops", "--status", "r"]), ["resuming", "running"]);
  assertEquals(await answer(["data", "import", ""]), [":files"]);
  assertEquals(await answer(["nonsense", "--help", ""]), [""]);
  assertEquals(await answer(["ops", "--progress"]), [
    "--progress\tHow progress is shown; KTRDR_PROGRESS says it too",
  ]);
});

Deno.test("complete offers the indicators there are, and the values that a setting takes", async () => {
  assertEquals(await answer(["indicator", "compute", "SPX", "--type", "rs"]), ["rsi"]);
  assertEquals(await answer(["indicator", "compute", "SPX", "-t", "MF"]), ["MFI"]);
  assertEquals(await answer(["indicator", "plot", "SPX", "--indicator=bb"]), ["--indicator=bbands"]);
  assertEquals(await answer(["fuzzy", "compute", "SPX", "-i", "wm"]), ["wma"]);
  assertEquals((await answer(["indicator", "compute", "SPX", "--type", ""])).length, indicatorTypes.length);
  for (const [key, { values = [] }] of Object.entries(configKeyFacts)) {
    const offered = (await answer(["config", "set", key, ""])).filter((word) => word !== "");
    assertEquals(offered, configKeyFacts[key as ConfigKey].isPath ? [":files"] : [...values], key);
  }
  assertEquals(await answer(["config", "set", "output", "js"]), ["json", "jsonl"]);
  const config = "profiles:\n  work: {url: https://ktrdr.example}\n";
  const host = createFakeHost({ env, files: { "/home/u/.config/ktrdr/config.yaml": config } });
  assertEquals(await answer(["config", "set", "profile", "w"], host), ["work\thttps://ktrdr.example"]);
  assertEquals(await answer(["config", "set", "constructor", ""]), [""]);
});

Deno.test("complete lists operations with their status, and words for the newest", async () => {
  const { host, server } = world({ "GET /operations": [operations] });
  assertEquals(await answer([...url, "follow", ""], host), [
    "op_training_2\trunning training SPX",
    "op_backtesting_1\tfailed backtesting",
    "@last\tThe newest operation",
  ]);
  assertEquals(await answer([...url, "follow", "@last:t"], host), ["@last:training\tThe newest training"]);
  assertEquals(server.count("GET /operations"), 1);
});

Deno.test("complete shows what the server lists although it does not tell of checkpoints and workers", async () => {
  for (const answerOfOthers of [refused(), hang()]) {
    const { host } = world({
      "GET /operations": [operations],
      "GET /checkpoints": [answerOfOthers],
      "GET /workers": [answerOfOthers],
    });
    assertEquals((await answer([...url, "follow", "op_"], host)).length, 2);
  }
});

Deno.test("complete offers to cancel what runs, and to resume what has a checkpoint", async () => {
  const checkpoint = {
    operation_id: "op_training_1",
    checkpoint_type: "cancellation",
    created_at: "2024-01-01T00:00:00Z",
    state_summary: { epoch: 16 },
  };
  const { host } = world({
    "GET /operations": [operations],
    "GET /checkpoints": [json({ success: true, data: [checkpoint], total_count: 1 })],
  });
  assertEquals((await answer([...url, "cancel", "op_t"], host)).length, 1);
  assertEquals(new URL(host.requests[0].url).searchParams.get("active_only"), "true");
  assertEquals(await answer([...url, "resume", ""], host), [
    "op_training_1\tepoch 16",
    "@last\tThe newest operation",
  ]);
});

Deno.test("complete asks again after some seconds, and keeps what it knew when there is no answer", async () => {
  const { host, server } = world({ "GET /operations": [operations, refused()] });
  const ids = ["follow", "op"];
  const first = await answer([...url, ...ids], host);
  assertEquals(first.length, 2);
  await host.delay(6_000);
  assertEquals(await answer([...url, ...ids], host), first);
  assertEquals(server.count("GET /operations"), 2);
  await host.delay(600_000);
  assertEquals(await answer([...url, ...ids], host), [""]);
  assertEquals(await answer([...url, ...ids], host), [""]);
  assertEquals(server.count("GET /operations"), 3);
});

Deno.test("complete recalls an answer of a moment ago before it looks at the configuration", async () => {
  const { host, server } = world({ "GET /operations": [operations] });
  const first = await answer([...url, "follow", "op"], host);
  await host.files.replaceText("/home/u/.config/ktrdr/config.yaml", "color: blue");
  assertEquals(await answer([...url, "follow", "op"], host), first);
  assertEquals(await answer([...url, "follow", "op_t"], host), ["op_training_2\trunning training SPX"]);
  assertEquals(await answer([...url, "wait", "op"], { ...host, env: () => "elsewhere" }), [""]);
  assertEquals(server.count("GET /operations"), 1);
  const cache = await host.files.readText("/home/u/.local/share/ktrdr/completions.json", { limit: 1024 });
  assertEquals(Object.keys(JSON.parse(cache)).map((key) => key.replace(/^[0-9a-f]{64}$/, "digest")), [
    "http://server:8000/api/v1 operation",
    "digest",
  ]);
});

Deno.test("complete says nothing when the server does not answer in a moment, refuses, or talks nonsense", async () => {
  const broken = [hang(), refused(), json({ detail: "no" }, { status: 401 }), json({ data: 3 })];
  for (const responder of broken) {
    const { host } = world({ "GET /operations": [responder] });
    assertEquals(await answer([...url, "follow", "op"], host), [""]);
  }
});

Deno.test("complete says nothing about settings that make no sense", async () => {
  const path = "/home/u/.config/ktrdr/config.yaml";
  const host = createFakeHost({ env, files: { [path]: "color: blue" } });
  assertEquals(await answer(["data", "show", "S"], host), [""]);
  assertEquals(await answer(["--port", "x", "data", "show", "S"]), [""]);
  assertEquals(await answer(["--profile", "nope", "data", "show", "S"]), [""]);
});

Deno.test("complete lists strategies, models, symbols, timeframes and workers", async () => {
  const { host } = world({
    "GET /strategies/": [
      json({ success: true, strategies: [{ name: "rsi_spx", description: "RSI\tand\nMACD" }] }),
    ],
    "GET /models": [
      json({
        success: true,
        models: [
          { model_id: "rsi_spx/1d_v1", model_name: "rsi_spx", symbol: "SPX", timeframe: "1d" },
          { model_id: "", model_name: "" },
        ],
      }),
    ],
    "GET /symbols": [json({ success: true, data: [{ symbol: "SPX", available_timeframes: ["1d", "7h"] }] })],
    "GET /workers": [json([{ worker_id: "w1", worker_type: "training", status: "busy" }])],
  });
  const ask = (...words: string[]) => answer([...url, ...words], host);
  assertEquals(await ask("backtest", "rsi"), ["rsi_spx\tRSI and MACD"]);
  assertEquals(await ask("train", "rsi"), [":files", "rsi_spx\tRSI and MACD"]);
  assertEquals(await ask("train", "./rsi"), [":files"]);
  assertEquals(await ask("model", "show", ""), ["rsi_spx/1d_v1\tSPX 1d"]);
  assertEquals(await ask("data", "show", ""), ["SPX\t1d 7h"]);
  assertEquals((await ask("data", "show", "SPX", "--timeframe", "")).slice(0, 3), ["1d", "7h", "1m"]);
  assertEquals(await ask("train", "x", "--symbols", "EURUSD,"), ["EURUSD,SPX\t1d 7h"]);
  assertEquals(await ask("worker", "show", ""), ["w1\tbusy training"]);
});

Deno.test("complete offers nothing that a shell would take apart", async () => {
  const names = ["two words", "a$(b)", "c`d", "e'f", "g\u001b[31m", "fine"];
  const data = names.map((symbol) => ({ symbol, available_timeframes: [] }));
  const { host } = world({ "GET /symbols": [json({ success: true, data })] });
  assertEquals(await answer([...url, "data", "show", ""], host), ["fine"]);
});

Deno.test("complete lists the profiles of the configuration file, and asks the one that was typed", async () => {
  const path = "/home/u/.config/ktrdr/config.yaml";
  const files = { [path]: "output: json\nprofiles:\n  work:\n    url: http://me:pass@work\n  local:\n" };
  const symbols = json({ success: true, data: [{ symbol: "SPX", available_timeframes: [] }] });
  const { host } = world({ "GET /symbols": [symbols] }, { files });
  assertEquals(await answer(["--profile", ""], host), ["work\twork", "local"]);
  assertEquals(await answer(["--profile", "work", "data", "show", ""], host), ["SPX"]);
  assertEquals(host.requests.map((request) => new URL(request.url).host), ["work:8000"]);
});

Deno.test("complete asks the engine inside the program", async () => {
  await using place = await openEmptyHome();
  assertEquals((await runKtrdr(["data", "sample", "--embedded"], place)).exitCode, 0);
  const host = { ...createEngineHost(place.home), files: createDenoFiles() };
  const args = ["complete", "--", "fish", "--embedded", "data", "show", ""];
  const { stdout, stderr } = await runKtrdr(args, { ...place, host });
  assertEquals([stdout, stderr], ["SPX\t1d\n", ""]);
});

Deno.test("complete makes no home for the engine", async () => {
  assertEquals(await answer(["--embedded", "data", "show", ""]), [""]);
});

Deno.test("complete cuts for bash where bash splits", async () => {
  const bash = async (line: string, breaks = " \t\n\"'@><=;|&(:") => {
    const { exitCode, stdout } = await runKtrdr(["complete", "--", "bash", breaks, line], { env });
    assertEquals(exitCode, 0);
    return stdout.trimEnd().split("\n");
  };
  assertEquals(await bash("ktrdr ops --status=c"), ["completed", "cancelled"]);
  assertEquals(await bash("ktrdr ops --status=c", " \t\n"), ["--status=completed", "--status=cancelled"]);
  assertEquals(await bash("ktrdr config un"), ["unset"]);
  assertEquals(await bash('k "config" un'), ["unset"]);
  assertEquals(await bash("ktrdr nonsense"), [""]);
});

Deno.test("complete takes what a shell may send by mistake", async () => {
  for (const args of [[], ["--"], ["--", "bash"], ["--", "bash", ""], ["--", "zsh"], ["x", "y"]]) {
    assertEquals((await runKtrdr(["complete", ...args], { env })).exitCode, 0);
  }
});

Deno.test("completions prints a script, and its help tells how to install it", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { exitCode, stdout } = await runKtrdr(["completions", shell]);
    assertEquals(exitCode, 0);
    assertStringIncludes(stdout, `ktrdr complete -- ${shell} `);
    assertEquals((await runJson(["completions", shell])).value, { shell, script: stdout });
  }
  const { stdout } = await runKtrdr(["completions", "--help"]);
  assertStringIncludes(stdout, 'eval "$(ktrdr completions bash)"');
  const wrong = await runKtrdr(["completions", "tcsh"]);
  assertEquals([wrong.exitCode, wrong.stdout], [2, ""]);
  assertStringIncludes(wrong.stderr, '"bash", "zsh", "fish"');
  assertEquals((await runKtrdr(["completions"])).exitCode, 2);
});

Deno.test("completions prints the script, whatever output the configuration asks for", async () => {
  const files = { "/home/u/.config/ktrdr/config.yaml": "output: json\n" };
  const { exitCode, stdout } = await runKtrdr(["completions", "bash"], { env, files });
  assertEquals([exitCode, stdout.startsWith("{")], [0, false]);
  assertEquals((await runJson(["completions", "bash"], { env, files })).value.shell, "bash");
});

Deno.test("complete knows a language model from a trained one, and the newest backtest", async () => {
  assertEquals(await answer([...url, "research", "--model", ""], world({}).host), [""]);
  const { host } = world({ "GET /operations": [operations] });
  const backtests = await answer([...url, "backtest", "show", "@"], host);
  assertEquals(backtests, ["@last\tThe newest backtest"]);
});
