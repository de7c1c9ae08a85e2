import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { openEmptyHome, openTrainedHome } from "../../support/engine_homes.ts";
import { createEngineHost, runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { recordedRead } from "../../support/recorded_answers.ts";
import { refused, ScriptedServer } from "../../support/scripted_server.ts";
import { openTradingHome, tradingBundle } from "../../support/trading_home.ts";

Deno.test("a model that was exported comes back to the bit, here or elsewhere, under its own name or another", async () => {
  await using place = await openTrainedHome();
  await using elsewhere = await openEmptyHome();
  const host = createEngineHost(place.home);
  const written = await runKtrdr(["model", "export", "rsi_spx/1d_v1", "-o", "rsi.json", "--embedded"], {
    ...place,
    host,
  });
  assertEquals([written.exitCode, written.stderr], [0, ""]);
  assertMatch(written.stdout, /^✓ Wrote rsi_spx\/1d_v1 to rsi\.json \([\d.]+ kB\)\n$/);
  const files = Object.fromEntries(host.fileTexts);
  const imported = await runKtrdr(["model", "import", "rsi.json", "--embedded"], { ...elsewhere, files });
  assertEquals(imported, {
    exitCode: 0,
    stdout: "✓ Imported rsi_spx/1d_v1 as rsi_spx/1d_v1\n",
    stderr: "",
  });
  const args = ["models", "import", "-", "--name", "other", "--embedded"];
  const { value } = await runJson(args, { ...elsewhere, stdin: files["rsi.json"] });
  assertEquals([value.model_id, value.strategy_name, value.features.length], ["other/1d_v1", "other", 5]);
  const read = (home: string, id: string, name: string) => Deno.readFileSync(join(home, "models", id, name));
  for (const id of ["rsi_spx/1d_v1", "other/1d_v1"]) {
    assertEquals(read(elsewhere.home, id, "weights.bin"), read(place.home, "rsi_spx/1d_v1", "weights.bin"));
  }
  assertEquals(
    read(elsewhere.home, "rsi_spx/1d_v1", "model.json"),
    read(place.home, "rsi_spx/1d_v1", "model.json"),
  );
  const again = await runJson(["model", "import", "rsi.json", "--embedded"], { ...elsewhere, files });
  assertEquals(again.value.model_id, "rsi_spx/1d_v2");
});

Deno.test("model export takes a file name from the model, and prints what it did as JSON", async () => {
  await using place = await openTradingHome();
  const host = createEngineHost(place.home);
  const { value } = await runJson(["model", "export", "swing/1d_v1", "--embedded"], { ...place, host });
  const text = host.fileTexts.get("swing_1d_v1.model.json") ?? "";
  assertEquals(value, { model_id: "swing/1d_v1", path: "swing_1d_v1.model.json", size_bytes: text.length });
  const bundle = JSON.parse(text);
  assertEquals([bundle.format, bundle.version, Object.keys(bundle.files)], [
    "ktrdr-model",
    1,
    ["model.json", "weights.bin"],
  ]);
});

Deno.test("a file that holds no sound model is refused, and nothing is stored: exit code 2", async () => {
  await using place = await openEmptyHome();
  const bundle = await tradingBundle();
  const text = JSON.stringify(bundle);
  const cases: [string, string][] = [
    ["{", "'model.json' is no model file: it is not JSON"],
    ["[]", "'model.json' is no model file: Invalid input: expected object"],
    [text.replace('"ktrdr-model"', '"zip"'), `'model.json' is no model file at "format"`],
    [
      text.replace('"version":1', '"version":2'),
      `'model.json' is no model file at "version": of a newer ktrdr`,
    ],
    [text.replace(bundle.files["weights.bin"].content, "AAAA"), "the checksum of weights.bin is another one"],
    [text.replace(bundle.files["weights.bin"].content, "?"), "weights.bin is not base64"],
    [text.replaceAll("swing", "swung"), "the checksum of model.json is another one"],
  ];
  const changed: [Record<string, unknown>, string][] = [
    [{ strategyName: "../../etc" }, "Strategy name must be a file name without directory components"],
    [{ timeframe: "1h" }, 'its timeframe "1h" is none of 1d'],
    [{ timeframe: "../x", timeframes: ["../x"] }, 'its timeframe "../x" is none'],
    [{ operationId: ".." }, 'the id of its operation, "..", is none'],
    [{ features: ["1d_nope"] }, "cannot be used: its strategy gives the features"],
    [{ strategyText: "name: x" }, 'Strategy "swing" is not valid'],
    [{ shape: { inputs: 5, outputs: 3 } }, "its network has no shape that is known here"],
    [
      { shape: { inputs: 5, hiddenLayers: [4], outputs: 3, activation: "relu", dropout: 0 } },
      "Weights must have 4 arrays",
    ],
    [
      {
        shape: {
          kind: "lstm",
          inputs: 5,
          outputs: 3,
          dropout: 0,
          hiddenSize: 1,
          numLayers: 1e9,
          sequenceLength: 5,
        },
      },
      "its network has no shape that is known here",
    ],
    [{ scales: [] }, "its network has 5 inputs for 5 features and 0 scales"],
    [{ symbols: [] }, "model.json is not what it should be"],
  ];
  for (const scale of [{ offset: 0, scale: 1.1e30 }, { offset: -2e30, scale: 1 }]) {
    changed.push([{ scales: [null, null, scale, null, null] }, "a scale of its features is beyond 1e+30"]);
  }
  for (const [changes, message] of changed) {
    cases.push([JSON.stringify(await tradingBundle(changes)), message]);
  }
  for (const odd of [NaN, Infinity, -Infinity]) {
    const weights = new Float32Array(18).fill(odd, 17);
    const text = JSON.stringify(await tradingBundle({}, undefined, weights));
    cases.push([text, "a weight of its network is no finite number"]);
  }
  for (const [content, message] of cases) {
    const files = { "model.json": content };
    const run = await runKtrdr(["model", "import", "model.json", "--embedded"], { ...place, files });
    assertEquals(run.exitCode, 2, run.stderr);
    assertStringIncludes(run.stderr, message);
  }
  const timeless = { ...place, files: { "model.json": JSON.stringify(await tradingBundle({}, 1e300)) } };
  const untimed = await runKtrdr(["model", "import", "model.json", "--embedded"], timeless);
  assertStringIncludes(untimed.stderr, 'its time "1e+300" is none');
  const args = ["model", "import", "model.json", "--name", "a/b", "--embedded"];
  const named = await runKtrdr(args, { ...place, files: { "model.json": text } });
  assertEquals(named.exitCode, 2);
  assertStringIncludes(named.stderr, "'a/b' is no strategy name");
  assertEquals((await runJson(["model", "list", "--embedded"], place)).value, []);
});

Deno.test("model delete asks first, and only yes means yes", async () => {
  await using place = await openTradingHome();
  const remove = (...args: string[]) => ["model", "delete", "swing/1d_v1", ...args, "--embedded"];
  const terminal = { ...place, isTerminal: true, isStdoutTerminal: false };
  const kept = await runKtrdr(remove(), { ...terminal, stdin: "\n" });
  assertEquals([kept.exitCode, kept.stdout], [0, "Kept swing/1d_v1\n"]);
  assertStringIncludes(kept.stderr, "Delete model swing/1d_v1 for good? [y/N] ");
  const unasked = await runKtrdr(remove(), place);
  assertEquals(unasked.exitCode, 2);
  assertStringIncludes(unasked.stderr, "Use --force to go on without asking");
  const deleted = await runKtrdr(remove(), { ...terminal, stdin: "y\n" });
  assertEquals([deleted.exitCode, deleted.stdout], [0, "✓ Deleted swing/1d_v1\n"]);
  const gone = await runKtrdr(remove("--force"), place);
  assertEquals([gone.exitCode, gone.stderr], [5, "Error: Model not found: swing/1d_v1\n"]);
  assertEquals((await runJson(["model", "list", "--embedded"], place)).value, []);
  assert([...Deno.readDirSync(join(place.home, "tmp"))].length === 0);
});

Deno.test("model delete --force prints what it did as JSON", async () => {
  await using place = await openTradingHome();
  const { value } = await runJson(["models", "delete", "swing/1d_v1", "-f", "--embedded"], place);
  assertEquals(value, { model_id: "swing/1d_v1", deleted: true });
});

Deno.test("a server that knows no model by its id: one sentence, nothing is sent", async () => {
  const files = { "model.json": JSON.stringify(await tradingBundle()) };
  const cases: [string[], string][] = [
    [["show", "x/1d_v1"], "tell more of a model than 'ktrdr model list' shows"],
    [["export", "x/1d_v1"], "hand out models"],
    [["import", "model.json"], "take in models"],
    [["delete", "x/1d_v1", "--force"], "delete models"],
  ];
  for (const [args, what] of cases) {
    const server = new ScriptedServer({ "GET /health": [recordedRead("GET /health")] });
    const line = ["model", ...args, "--url", "http://server"];
    const { exitCode, stderr } = await runKtrdr(line, { fetch: server.fetch, files });
    assertEquals([exitCode, server.routes], [2, ["GET /health"]]);
    assertStringIncludes(stderr, `Error: The server at http://server:8000/api/v1 cannot ${what}\nHint: `);
    assertEquals((await runKtrdr(line, { fetch: refused(), files })).exitCode, 6);
  }
});
