import { assertEquals, assertStringIncludes } from "@std/assert";
import { strategyText } from "../../engine/http/test_engine.ts";
import { openTrainedHome } from "../../support/engine_homes.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";

const embedded = ["--embedded", "--progress", "plain"];

Deno.test("a strategy has the name in its file for list, features, plan, training, backtest and did-you-mean", async () => {
  await using place = await openTrainedHome();
  const files = { "strategies/draft 1.yaml": strategyText({ name: "swing", epochs: 1 }) };
  const world = { ...place, files };
  const path = "strategies/draft 1.yaml";
  assertEquals((await runJson(["strategy", "list"], world)).value[0].name, "swing");
  assertEquals((await runJson(["strategy", "features", path], world)).value.strategy_name, "swing");
  assertEquals((await runJson(["model", "train", path, "--dry-run"], world)).value.strategy_name, "swing");
  const trained = await runKtrdr(["model", "train", path, ...embedded], world);
  assertEquals(trained.exitCode, 0, trained.stderr);
  assertStringIncludes(trained.stdout, "swing/1d_v1");
  assertEquals(
    (await runJson(["list", "strategies", "--embedded"], world)).value.map(
      ({ name }: { name: string }) => name,
    ),
    ["rsi_spx", "swing"],
  );
  const misspelt = await runKtrdr(["model", "train", "swin", ...embedded], world);
  assertStringIncludes(misspelt.stderr, '"swing"');
  const ran = await runKtrdr([
    "backtest",
    "run",
    path,
    "--start",
    "2001-01-01",
    "--end",
    "2001-12-01",
    ...embedded,
  ], world);
  assertEquals(ran.exitCode, 0, ran.stderr);
});

Deno.test("a model says which text of its strategy it was trained on, and whether that is the stored one", async () => {
  await using place = await openTrainedHome();
  const show = async () => (await runKtrdr(["model", "show", "rsi_spx/1d_v1", "--embedded"], place)).stdout;
  const before = await show();
  assertStringIncludes(before, ", as it is stored\n");
  const files = {
    "rsi_spx.yaml": strategyText({ name: "rsi_spx", epochs: 1 }).replace("SPX", "SPX ") + "# other\n",
  };
  const trained = await runKtrdr(["model", "train", "rsi_spx.yaml", ...embedded], { ...place, files });
  assertEquals(trained.exitCode, 0, trained.stderr);
  const hash = /sha256 [0-9a-f]{12}/.exec(before)?.[0] ?? "none";
  assertStringIncludes(await show(), `${hash}, not the text that is stored under this name\n`);
  const { value } = await runJson(["model", "show", "rsi_spx/1d_v2", "--embedded"], place);
  assertEquals([value.strategy_is_current, value.strategy_text.endsWith("# other\n")], [true, true]);
});
