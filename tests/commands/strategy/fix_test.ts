import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { strategyText } from "../../engine/http/test_engine.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";

const good = strategyText();
const wrong = good.replace("epochs:", "# how long\n  epocs:").replace("name: ", "name: my ");

Deno.test("strategy fix shows what it would change, and writes nothing", async () => {
  const host = createFakeHost({ files: { "a.yaml": wrong } });
  const { exitCode, stdout } = await runKtrdr(["strategy", "fix", "a.yaml"], { host });
  assertEquals(exitCode, 0);
  assertStringIncludes(stdout, "-  epocs:");
  assertStringIncludes(stdout, "+  epochs:");
  assertStringIncludes(stdout, "2 repairs: nothing is written without --write");
  assertEquals(host.fileTexts.get("a.yaml"), wrong);
});

Deno.test("strategy fix --write writes it, with its comments, and has nothing to do then", async () => {
  const host = createFakeHost({ files: { "a.yaml": wrong } });
  assertEquals((await runKtrdr(["strategy", "fix", "a.yaml", "--write"], { host })).exitCode, 0);
  const written = host.fileTexts.get("a.yaml") ?? "";
  assertEquals(written, good.replace("epochs:", "# how long\n  epochs:").replace("name: ", "name: my_"));
  const again = await runJson(["strategy", "fix", "a.yaml", "--write"], { files: { "a.yaml": written } });
  assertEquals([again.exitCode, again.value.status, again.value.written, again.value.text], [
    0,
    "unchanged",
    false,
    written,
  ]);
});

Deno.test("strategy fix exits with 1 where an error is left, and refuses an older strategy", async () => {
  const files = {
    "a.yaml": good.replace("epochs:", "epochs: none #"),
    "b.yaml": "indicators: []\nfuzzy_sets: {}\n",
  };
  const { exitCode, stdout } = await runKtrdr(["strategy", "fix", "a.yaml"], { files });
  assertEquals(exitCode, 1);
  assertStringIncludes(stdout, "There is nothing to repair");
  const old = await runKtrdr(["strategy", "fix", "b.yaml"], { files });
  assertEquals(old.exitCode, 2);
  assertStringIncludes(old.stderr, "'ktrdr migrate b.yaml' writes it in version 3");
});

Deno.test("--strict makes warnings errors: strategy validate, model train and its plan", async () => {
  const files = { "a.yaml": good.replace("epochs:", "more: 1\n  epochs:") };
  assertEquals((await runKtrdr(["strategy", "validate", "a.yaml"], { files })).exitCode, 0);
  const strict = await runJson(["strategy", "validate", "a.yaml", "--strict"], { files });
  assertEquals([strict.exitCode, strict.value.valid, strict.value.errors], [1, false, [
    'Unknown key "more" in training, it has no effect',
  ]]);
  for (const flags of [[], ["--dry-run"]]) {
    const { exitCode, stderr } = await runKtrdr(["model", "train", "a.yaml", "--strict", ...flags], {
      files,
    });
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, 'Unknown key "more" in training');
  }
  assertEquals((await runKtrdr(["model", "train", "a.yaml", "--dry-run"], { files })).exitCode, 0);
  assertEquals((await runKtrdr(["model", "train", "known", "--strict"], { files })).exitCode, 2);
});
