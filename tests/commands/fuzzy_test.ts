import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { assertBalanced } from "../support/assert_balanced.ts";
import { openEmptyHome, spxBars } from "../support/engine_homes.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { createEngineHost, runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, refused, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const fuzzy = `indicators:
  rsi_14: {type: rsi, period: 14}
  rsi_7: {type: rsi, period: 7}
fuzzy_sets:
  slow:
    indicator: rsi_14
    low: [0, 25, 50]
    high: {type: gaussian, parameters: [80, 10]}
  fast:
    indicator: rsi_7
    low: [0, 25, 50]
`;
const files = { "fuzzy.yaml": fuzzy, "rsi.yaml": strategyText(), "spx.csv": spxBars };
const calculation = {
  success: true,
  symbol: "SPX",
  timeframe: "1d",
  indicator: { type: "rsi", output: "value" },
  dates: ["2020-04-16T00:00:00", "2020-04-17T00:00:00"],
  values: [null, 37.5],
  memberships: { low: [null, 0.5], high: [null, 0] },
};

/** A server that fuzzifies, or one that cannot. */
function createServer(canFuzzify = true): ScriptedServer {
  return new ScriptedServer({
    "GET /health": [json({ status: "ok", extensions: { fuzzy_calculate: canFuzzify } })],
    "POST /fuzzy/calculate": [json(calculation)],
  });
}

Deno.test("fuzzy compute fuzzifies with the fuzzy set of a file", async () => {
  const server = createServer();
  const compute = ["fuzzy", "compute", "spx", "-i", "RSI", "-p", "14", "--config", "fuzzy.yaml", ...url];
  const { exitCode, stdout } = await runKtrdr(compute, { fetch: server.fetch, files });
  assertEquals([exitCode, stdout], [
    0,
    "DATE        rsi_14    low   high\n2020-04-16       -      -      -\n2020-04-17   37.50  0.500  0.000\n",
  ]);
  assertEquals(server.requests.at(-1)?.body, {
    symbol: "SPX",
    timeframe: "1d",
    indicator: { type: "rsi", parameters: { period: 14, source: "close" }, output: "value" },
    fuzzy_sets: {
      low: { type: "triangular", parameters: [0, 25, 50] },
      high: { type: "gaussian", parameters: [80, 10] },
    },
    limit: 10000,
  });
  const { value } = await runJson(compute, { fetch: server.fetch, files });
  assertEquals(value, { fuzzy_set: "slow", name: "rsi_14", ...calculation });
  const host = createFakeHost({ fetch: server.fetch, files });
  const { stderr } = await runKtrdr([...compute, "-o", "degrees.csv"], { host });
  assertEquals(stderr, "Wrote 2 rows to 'degrees.csv'\n");
  assertEquals(
    host.fileTexts.get("degrees.csv"),
    "timestamp,rsi_14,fuzzy_low,fuzzy_high\n2020-04-16T00:00:00,,,\n2020-04-17T00:00:00,37.5,0.5,0\n",
  );
});

Deno.test("fuzzy compute and visualize work on the bars of the engine, with a template too", async () => {
  await using place = await openEmptyHome();
  const host = createEngineHost(place.home, { files });
  await runKtrdr(["data", "import", "spx.csv", "--symbol", "SPX", "-t", "1d", "--embedded"], {
    ...place,
    host,
  });
  const at = { ...place, files };
  const { value } = await runJson(["fuzzy", "compute", "SPX", "-i", "RSI", "--rows", "3", "--embedded"], at);
  assertEquals(Object.keys(value.memberships), ["oversold", "neutral", "overbought"]);
  assertEquals([value.fuzzy_set, value.name, value.dates.length], ["rsi_14", "RSI_14", 3]);
  const strategy = ["fuzzy", "visualize", "SPX", "-i", "RSI", "--config", "rsi.yaml", "--embedded"];
  const drawn = await runKtrdr([...strategy, "--rows", "50", "-o", "rsi.html"], { ...place, host });
  assertEquals(drawn.exitCode, 0, drawn.stderr);
  assertMatch(drawn.stdout, /\nFuzzy set rsi_momentum over rsi_14\n\noversold triangular 0, 25, 40\n/);
  assertStringIncludes(drawn.stdout, "\nrsi_14 of SPX 1d\n");
  const page = host.fileTexts.get("rsi.html") ?? "";
  assertBalanced(page);
  assertEquals([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title), [
    "Membership functions",
    "rsi_14",
    "Degrees of membership",
    "Parameters",
  ]);
});

Deno.test("fuzzy visualize draws membership functions without any server", async () => {
  const set = ["fuzzy", "visualize", "-i", "RSI", "--config", "fuzzy.yaml", "--set", "fast", ...url];
  const { exitCode, stdout } = await runKtrdr(set, {
    files,
    isTerminal: true,
    columns: 30,
    env: { NO_COLOR: "1" },
  });
  assertEquals([exitCode, stdout], [
    0,
    [
      "Fuzzy set fast over rsi_7",
      "",
      "low triangular 0, 25, 50",
      "1.0 ┤        ⢀⣠⠴⠚⠉⠓⠦⣄⣀",
      "    │    ⣀⡤⠖⠋⠉       ⠈⠙⠲⢤⣀⡀",
      "0.0 ┤⣠⠴⠚⠉⠁                ⠉⠓⠦⣄",
      "     0.00                50.00",
      "",
    ].join("\n"),
  ]);
  const { value } = await runJson(set, { files });
  assertEquals(value.membership_functions, [{
    name: "low",
    type: "triangular",
    parameters: [0, 25, 50],
    curve: [{ value: 0, degree: 0 }, { value: 25, degree: 1 }, { value: 50, degree: 0 }],
  }]);
});

Deno.test("an output that is not the indicator's first one is named", async () => {
  const macd = `indicators:
  trend: {type: macd}
fuzzy_sets:
  strength:
    indicator: trend.histogram
    low: [0, 25, 50]
  level:
    indicator: trend
    low: [0, 25, 50]
`;
  const titleOf = async (set: string) => {
    const visualize = ["fuzzy", "visualize", "-i", "macd", "--config", "macd.yaml", "--set", set, ...url];
    const { stdout } = await runKtrdr(visualize, { files: { "macd.yaml": macd } });
    return stdout.split("\n")[0];
  };
  assertEquals(await titleOf("strength"), "Fuzzy set strength over macd.histogram");
  assertEquals(await titleOf("level"), "Fuzzy set level over macd");
});

Deno.test("fuzzy compute refuses what cannot be, before anything is sent", async () => {
  const bad = { ...files, "bad.yaml": "rsi:\n  low: [1, 2]\n" };
  const cases: [string[], string][] = [
    [["-i", "RSI", "--config", "fuzzy.yaml"], "'fuzzy.yaml' has several fuzzy sets of 'RSI': slow, fast"],
    [
      ["-i", "MFI", "--config", "fuzzy.yaml"],
      "'fuzzy.yaml' has no fuzzy set of 'MFI', expected one of slow, fast",
    ],
    [["-i", "RSI", "--config", "fuzzy.yaml", "--set", "x"], "'fuzzy.yaml' has no fuzzy set of 'x'"],
    [["-i", "RSI", "--set", "x"], "--set is 'x', but there is no --config with fuzzy sets"],
    [["-i", "SMA"], "There are no fuzzy sets for 'SMA' to start with"],
    [["-i", "RSI", "-p", "1001"], "--period is '1001', expected a whole number from 1 to 1000"],
    [["-i", "RSI", "--config", "no.yaml"], "Cannot read 'no.yaml': there is no such file"],
    [
      ["-i", "RSI", "--config", "bad.yaml"],
      "The fuzzy sets of 'bad.yaml' have an error\nbad.yaml:2:8: error: A triangular membership function has 3",
    ],
    [[], 'Missing required option "--indicator"'],
  ];
  for (const [args, message] of cases) {
    const server = createServer();
    const run = await runKtrdr(["fuzzy", "compute", "SPX", ...args, ...url], {
      fetch: server.fetch,
      files: bad,
    });
    assertEquals([run.exitCode, server.routes], [2, []], args.join(" "));
    assertStringIncludes(run.stderr, `Error: ${message}`);
  }
});

Deno.test("fuzzy compute says what another server lacks, and when there is none", async () => {
  const server = createServer(false);
  const compute = ["fuzzy", "compute", "SPX", "-i", "RSI", ...url];
  const { exitCode, stderr } = await runKtrdr(compute, { fetch: server.fetch });
  assertEquals([exitCode, stderr], [
    1,
    "Error: The server at http://server:8000/api/v1 cannot fuzzify bars: it has no POST /fuzzy/calculate\n" +
    "Hint: Use --embedded, which fuzzifies the bars that are here\n",
  ]);
  assertEquals((await runKtrdr(compute, { fetch: refused() })).exitCode, 6);
});

Deno.test("fuzzy config validate --quiet leaves warnings out, and tells of errors", async () => {
  const texts = {
    "warned.yaml": "fuzzy_sets:\n  rsi:\n    low: {type: triangular, parameters: [0, 20, 40], extra: 1}\n",
    "bad.yaml": "rsi:\n  low: [1, 2]\n",
  };
  for (const flag of ["-q", "--quiet"]) {
    const validate = (file: string) => ["fuzzy", "config", "validate", "--config", file, flag];
    const warned = await runKtrdr(validate("warned.yaml"), { files: texts });
    assertEquals([warned.stdout, warned.stderr], ["✓ warned.yaml is valid: 1 fuzzy set\n", ""]);
    assertStringIncludes(
      (await runKtrdr(validate("bad.yaml"), { files: texts })).stdout,
      "bad.yaml:2:8: error: ",
    );
  }
  const { value } = await runJson(["fuzzy", "config", "validate", "-c", "warned.yaml", "-q"], {
    files: texts,
  });
  assertEquals(value.warnings.length, 1);
});

Deno.test("fuzzy compute takes a period behind the indicator's name", async () => {
  const config = ["--config", "fuzzy.yaml", "--set", "slow"];
  const nameOf = async (...args: string[]) => {
    const server = createServer();
    await runKtrdr(["fuzzy", "compute", "SPX", ...args, ...url], { fetch: server.fetch, files });
    const { body } = server.requests.at(-1) ?? {};
    return (body as { indicator: { parameters: { period: number } } }).indicator.parameters.period;
  };
  assertEquals(await nameOf("-i", "RSI:9"), 9);
  assertEquals(await nameOf("-i", "RSI:21", ...config), await nameOf("-i", "RSI", "-p", "21", ...config));
});

Deno.test("fuzzy config validate names every problem", async () => {
  const texts = {
    "good.yaml": fuzzy,
    "old.yaml": "rsi: {low: [0, 20, 40]}\n",
    "bad.yaml": "rsi:\n  low: [1, 2]\n",
  };
  const validate = (file: string) => ["fuzzy", "config", "validate", "--config", file];
  assertEquals(await runKtrdr(validate("good.yaml"), { files: texts }), {
    exitCode: 0,
    stdout: "✓ good.yaml is valid: 2 fuzzy sets\n",
    stderr: "",
  });
  assertEquals(
    (await runKtrdr(validate("old.yaml"), { files: texts })).stderr,
    "'old.yaml' is in an old form; 'ktrdr fuzzy config upgrade' writes it in the current one\n",
  );
  const bad = await runKtrdr(validate("bad.yaml"), { files: texts });
  assertEquals([bad.exitCode, bad.stdout], [
    1,
    "bad.yaml:2:8: error: A triangular membership function has 3 parameters [a, b, c], not 2\n" +
    "  2 |   low: [1, 2]\n    |        ^\n\n✗ bad.yaml is not valid\n",
  ]);
  const { value } = await runJson(validate("bad.yaml"), { files: texts });
  assertEquals([value.valid, value.form, value.problems[0].line, value.problems[0].column], [
    false,
    "named",
    2,
    8,
  ]);
});

Deno.test("fuzzy config generate and upgrade write files that are valid", async () => {
  const host = createFakeHost({ files: { ...files, "old.yaml": "rsi_7: {low: [0, 20, 40]}\n" } });
  const made: [string[], string][] = [
    [["generate", "--template", "advanced"], "7 fuzzy sets"],
    [["generate", "--config", "fuzzy.yaml"], "2 fuzzy sets"],
    [["upgrade", "--config", "old.yaml"], "1 fuzzy set"],
  ];
  for (const [args, count] of made) {
    const run = await runKtrdr(["fuzzy", "config", ...args, "--output", "new.yaml"], { host });
    assertEquals([run.exitCode, run.stdout.endsWith(`Wrote ${count} to new.yaml\n`)], [0, true], run.stderr);
    assertEquals((await runKtrdr(["fuzzy", "config", "validate", "-c", "new.yaml"], { host })).exitCode, 0);
  }
  const { stdout } = await runKtrdr(["fuzzy", "config", "upgrade", "--config", "old.yaml"], {
    files: { "old.yaml": "rsi_7: {low: [0, 20, 40]}\n" },
  });
  assertEquals(
    stdout,
    "indicators:\n  rsi_7:\n    type: rsi\n    period: 7\nfuzzy_sets:\n  rsi_7:\n    indicator: rsi_7\n" +
      "    low: {type: triangular, parameters: [0, 20, 40]}\n",
  );
  const current = await runKtrdr(["fuzzy", "config", "upgrade", "-c", "fuzzy.yaml"], { files });
  assertEquals([current.stdout, current.stderr], [
    fuzzy,
    "'fuzzy.yaml' is in the current form, nothing changes\n",
  ]);
});

Deno.test("fuzzy config refuses options that mean nothing", async () => {
  const cases: [string[], string][] = [
    [["validate"], "'fuzzy config validate' needs a file"],
    [["upgrade"], "'fuzzy config upgrade' needs a file"],
    [
      ["upgrade", "-c", "fuzzy.yaml", "--template", "rsi"],
      "'--template' has no meaning for 'fuzzy config upgrade'",
    ],
    [["generate", "-c", "fuzzy.yaml", "--template", "rsi"], "'--config' and '--template' exclude each other"],
    [
      ["generate", "--template", "none"],
      "--template is 'none', expected one of default, advanced, rsi, stochastic",
    ],
    [["renew"], 'Argument "action" must be of type "action"'],
  ];
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await runKtrdr(["fuzzy", "config", ...args], { files });
    assertEquals(exitCode, 2, args.join(" "));
    assertStringIncludes(stderr, `Error: ${message}`);
  }
});
