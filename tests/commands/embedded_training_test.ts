import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { openEmptyHome, openTrainedHome, spxBars } from "../support/engine_homes.ts";
import { createEngineHost, runJson, runKtrdr } from "../support/run_ktrdr.ts";

const embedded = ["--embedded", "--progress", "plain"];
const files = {
  "quick.yaml": strategyText({ name: "quick", epochs: 2 }),
  "long.yaml": strategyText({ name: "long", epochs: 1000 }),
  "endless.yaml": strategyText({ name: "endless", epochs: 1_000_000 }),
};

Deno.test("model train trains a file, and shows progress and result", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout, stderr } = await runKtrdr([
    "model",
    "train",
    "quick.yaml",
    "--seed",
    "3",
    ...embedded,
  ], {
    ...place,
    files,
  });
  assertEquals(exitCode, 0, stderr);
  const names = stdout.trimEnd().split("\n").map((line) => line.split(":")[0]);
  assertEquals(names, [
    "Epochs trained",
    "Final loss",
    "Final validation loss",
    "Best validation loss",
    "Test loss",
    "Test accuracy",
    "Test F1 score",
    "Samples",
    "Parameters",
    "Seed",
    "Model saved to",
  ]);
  assertMatch(stdout, /^Epochs trained: +2 in /m);
  assertMatch(stdout, /^Seed: +3$/m);
  assertMatch(stdout, /^Model saved to: +.*quick[/\\]1d_v1$/m);
  assertMatch(stderr, /^Training quick\n/);
  assertMatch(stderr, /✓ Training quick completed in .* \(2 epochs\)\n$/);
});

Deno.test("the same seed gives the same model, another seed another one", async () => {
  await using place = await openTrainedHome();
  const results = [];
  for (const seed of ["3", "3", "4"]) {
    const { exitCode, value } = await runJson(
      ["model", "train", "quick.yaml", "--seed", seed, "--embedded"],
      {
        ...place,
        files,
      },
    );
    assertEquals([exitCode, value.status, value.results.seed], [0, "completed", Number(seed)]);
    results.push(value.results);
  }
  const [one, again, other] = results.map(({ final_loss, test_loss }) => ({ final_loss, test_loss }));
  assertEquals(one, again);
  assertNotEquals(one, other);
  assertEquals(results.map(({ model_id }) => model_id), ["quick/1d_v1", "quick/1d_v2", "quick/1d_v3"]);
});

Deno.test("train in the embedded engine stays until the end, and says so", async () => {
  await using place = await openTrainedHome();
  const { exitCode, value, stderr } = await runJson(["train", "quick.yaml", ...embedded], {
    ...place,
    files,
  });
  assertEquals([exitCode, value.status, value.results.epochs_trained], [0, "completed", 2]);
  assertMatch(
    stderr,
    /^The embedded engine works inside this command, which therefore stays until the end\n/,
  );
});

Deno.test("--detach is refused in the embedded engine, and nothing is stored", async () => {
  await using place = await openEmptyHome();
  for (const command of [["train", "quick.yaml"], ["model", "train", "quick.yaml"], ["dummy"]]) {
    const { exitCode, stderr } = await runKtrdr([...command, "--detach", "--embedded"], { ...place, files });
    assertEquals(exitCode, 2);
    assertMatch(stderr, /^Error: --detach needs a server: .*\nHint: .*ktrdr serve.*\n$/);
  }
  assertEquals((await runJson(["list", "strategies", "--embedded"], place)).value, []);
});

Deno.test("Ctrl+C cancels a training; it can be resumed from its checkpoint and cancelled again", async () => {
  await using place = await openTrainedHome();
  const host = createEngineHost(place.home, { files });
  interruptAt(host.stderr, /^\[ [1-9]\d%\]/, () => host.raise("SIGINT"));
  const trained = await runJson(["model", "train", "long.yaml", ...embedded], { host, home: place.home });
  assertEquals([trained.exitCode, trained.value.status], [130, "cancelled"]);
  const id: string = trained.value.operation_id;
  const way = new RegExp(
    `\\nGo on from its checkpoint \\(epoch \\d+\\) with: ktrdr resume ${id} --follow\\n$`,
  );
  assertMatch(trained.stderr, /■ Training long cancelled after .*\n/);
  assertMatch(trained.stderr, way);

  const listed = await runJson(["ops", "--resumable", "--embedded"], place);
  assertEquals(listed.value.map((row: { operation_id: string }) => row.operation_id), [id]);

  const next = createEngineHost(place.home);
  interruptAt(next.stderr, /Epoch \d+/, () => next.raise("SIGTERM"));
  const resumed = await runKtrdr(["resume", id, ...embedded], { host: next, home: place.home });
  assertEquals([resumed.exitCode, resumed.stdout], [143, ""], resumed.stderr);
  assertStringIncludes(resumed.stderr, `Stopped operation "${id}"`);
  assertStringIncludes(resumed.stderr, `ktrdr operation resume ${id} --follow`);
});

Deno.test("--timeout stops a training in the embedded engine: exit code 124", async () => {
  await using place = await openTrainedHome();
  const args = ["model", "train", "endless.yaml", "--timeout", "0.3", ...embedded];
  const { exitCode, stderr } = await runKtrdr(args, { ...place, files });
  assertEquals(exitCode, 124);
  assertMatch(stderr, /Stopped operation "op_training_.*"\n/);
  const { value } = await runJson(["ops", "--active", "--embedded"], place);
  assertEquals(value, []);
});

Deno.test("what a training cannot do is said before it starts: exit code 2", async () => {
  await using place = await openTrainedHome();
  const cases: [string, string][] = [
    ["nope", "Strategy file not found: nope.yaml (stored: rsi_spx)"],
    ["rsi_spx --start 1990-01-01 --end 1991-01-01", "No bars of SPX 1d from 1990-01-01 to 1991-01-01"],
    ["rsi_spx --start 2000-01-03 --end 2000-02-01", "Too few bars to train on"],
    ["rsi_spx NOPE", "NOPE"],
    ["rsi_spx SPX 1h", 'Timeframe "1h" is not one of the strategy\'s timeframes (1d)'],
  ];
  for (const [line, message] of cases) {
    const { exitCode, value } = await runJson(["model", "train", ...line.split(" "), "--embedded"], place);
    assertEquals(exitCode, 2, value.message);
    assertStringIncludes(value.message, message);
    assertEquals([value.operation_type, value.stage], ["training", "initialization"]);
  }
});

Deno.test("model list, also as models list, shows the models", async () => {
  await using place = await openTrainedHome();
  for (const group of ["model", "models"]) {
    const { exitCode, stdout } = await runKtrdr([group, "list", "--embedded"], place);
    assertEquals(exitCode, 0);
    assertMatch(stdout, /^MODEL {10}STRATEGY {2}SYMBOL {2}TIMEFRAME {2}TRAINED {15}TEST ACCURACY\n/);
    assertMatch(
      stdout,
      /\nrsi_spx\/1d_v1 {2}rsi_spx {3}SPX {5}1d {9}\d{4}-\d\d-\d\d \d\d:\d\d UTC +\d+\.\d %\n$/,
    );
  }
  const { value } = await runJson(["model", "list", "--embedded"], place);
  const { model_id, symbol, timeframe, created_at, training_accuracy, test_accuracy } = value[0];
  assertEquals([value.length, model_id, symbol, timeframe], [1, "rsi_spx/1d_v1", "SPX", "1d"]);
  assertEquals([typeof created_at, typeof training_accuracy, typeof test_accuracy], [
    "string",
    "number",
    "number",
  ]);
  assertEquals((await runJson(["model", "list", "--strategy", "other", "--embedded"], place)).value, []);
});

Deno.test("model show shows metrics, network and features of a model", async () => {
  await using place = await openTrainedHome();
  const { exitCode, stdout } = await runKtrdr(["model", "show", "rsi_spx/1d_v1", "--embedded"], place);
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^Network: +5 → 32 → 16 → 3 \(relu, dropout 0\.1\)$/m);
  assertMatch(stdout, /^epochs_trained: +20$/m);
  assertMatch(stdout, /^seed: +7$/m);
  assertMatch(stdout, /^final_train_loss: +\d\.\d{6}$/m);
  assertStringIncludes(stdout, "\nFeatures (5)\n  1d_rsi_momentum_oversold\n");
  const { value } = await runJson(["model", "show", "rsi_spx/1d_v1", "--embedded"], place);
  assertEquals([value.model_id, value.features.length, value.metrics.seed], ["rsi_spx/1d_v1", 5, 7]);
  const unknown = await runKtrdr(["model", "show", "nope", "--embedded"], place);
  assertEquals([unknown.exitCode, unknown.stderr], [5, "Error: Model not found: nope\n"]);
});

Deno.test("a recurrent network is trained on several symbols and trades one of them", async () => {
  await using place = await openTrainedHome();
  const text = strategyText({ name: "windows", epochs: 1 }).replace(
    "type: mlp\n  architecture: {hidden_layers: [32, 16], activation: relu, dropout: 0.1}",
    "type: lstm\n  architecture: {sequence_length: 5, hidden_size: 4, num_layers: 2, dropout: 0.1}",
  );
  const run = (...args: string[]) =>
    runKtrdr([...args, "--embedded"], { ...place, files: { "windows.yaml": text, "ndx.csv": spxBars } });
  const dates = ["--start", "2000-01-03", "--end", "2001-12-02"];
  for (
    const args of [
      ["data", "import", "ndx.csv", "--symbol", "NDX", "--timeframe", "1d"],
      ["model", "train", "windows.yaml", "--symbols", "SPX,NDX", "--seed", "7"],
      ["backtest", "run", "windows", "NDX", ...dates],
    ]
  ) {
    const { exitCode, stderr } = await run(...args);
    assertEquals(exitCode, 0, stderr);
  }
  const { stdout: list } = await run("model", "list", "--strategy", "windows");
  assertMatch(list, /^windows\/1d_v1 +windows +MULTI +1d /m);
  const { stdout: shown } = await run("model", "show", "windows/1d_v1");
  assertMatch(shown, /^Bars: +SPX, NDX 1d$/m);
  assertMatch(shown, /^Network: +5 → 2 × 4 → 3 \(lstm over 5 bars, dropout 0\.1\)$/m);
});

Deno.test("finished operations can be looked at and followed", async () => {
  await using place = await openTrainedHome();
  const { value: [row] } = await runJson(["ops", "--embedded"], place);
  assertEquals([row.operation_type, row.status, row.has_checkpoint], ["training", "completed", false]);
  const status = await runKtrdr(["status", row.operation_id, "--embedded"], place);
  assertMatch(status.stdout, /^Result: +20 epochs, test accuracy .* %, model rsi_spx\/1d_v1$/m);
  const followed = await runJson(["follow", row.operation_id, "--embedded"], place);
  assertEquals([followed.exitCode, followed.value.results.model_id], [0, "rsi_spx/1d_v1"]);
  const counts = await runJson(["status", "--embedded"], place);
  assertEquals(counts.value.operations, { running: 0, completed: 1 });
  assert(counts.value.workers > 0);
});

/** Calls `interrupt` once, when the text of a stream first matches. */
function interruptAt(stream: { write(text: string): void }, pattern: RegExp, interrupt: () => void): void {
  const write = stream.write.bind(stream);
  let isDone = false;
  stream.write = (text) => {
    write(text);
    if (isDone || !pattern.test(text)) return;
    isDone = true;
    interrupt();
  };
}
