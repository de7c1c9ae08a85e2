import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import migrations from "../../golden/migration/migration.json" with { type: "json" };
import { createFakeHost } from "../../support/fake_host.ts";
import { strategyText } from "../../engine/http/test_engine.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";

const [basic, odd, bare] = migrations.cases.map(({ input_yaml }) => input_yaml);
const v3 = strategyText();

Deno.test("migrate writes a strategy in version 3 beside its file, and checks it", async () => {
  const host = createFakeHost({ files: { "old/basic.yml": basic } });
  const run = await runKtrdr(["migrate", "old/basic.yml"], { host });
  assertEquals(run, {
    exitCode: 0,
    stdout: `Migrated: old/basic.yml -> old/basic_v3.yml (valid: 8 features)
  old/basic_v3.yml:28:52: warning: "label_lookahead" has no effect
    hint: A zigzag swing has no fixed length; remove it
`,
    stderr: "",
  });
  assertEquals(host.fileTexts.get("old/basic.yml"), basic);
  assertMatch(
    host.fileTexts.get("old/basic_v3.yml") ?? "",
    /\nindicators:\n {2}rsi_14: \{type: rsi, period: 14/,
  );
});

Deno.test("migrate --json has the keys that scripts know", async () => {
  const { value } = await runJson(["migrate", "basic.yaml"], { files: { "basic.yaml": basic } });
  assertEquals([value.status, value.input, value.output], ["migrated", "basic.yaml", "basic_v3.yaml"]);
  assertEquals([value.valid, value.features_count, value.errors, value.problems.length], [true, 8, [], 1]);
  const skipped = await runJson(["migrate", "v3.yaml"], { files: { "v3.yaml": v3 } });
  assertEquals([skipped.exitCode, skipped.value], [0, {
    status: "skipped",
    reason: "already_v3",
    input: "v3.yaml",
  }]);
});

Deno.test("migrate --output writes there, and a word for a format is that format", async () => {
  for (const flag of ["-o", "--output"]) {
    const host = createFakeHost({ files: { "a.yaml": basic, "b.yaml": "mine" } });
    const { exitCode, stdout } = await runKtrdr(["migrate", "a.yaml", flag, "b.yaml"], { host });
    assertEquals(exitCode, 0);
    assertMatch(stdout, /^Migrated: a\.yaml -> b\.yaml, replacing another file \(valid: 8 features\)\n/);
    assertMatch(host.fileTexts.get("b.yaml") ?? "", /^name: migrate_basic\n/);
  }
  const { stdout } = await runKtrdr(["migrate", "v3.yaml", "-o", "yaml"], { files: { "v3.yaml": v3 } });
  assertEquals(stdout, "status: skipped\nreason: already_v3\ninput: v3.yaml\n");
});

Deno.test("migrate does not replace another file by itself, and writes the same one again", async () => {
  const host = createFakeHost({ files: { "a.yaml": basic } });
  for (const _ of [1, 2]) assertEquals((await runKtrdr(["migrate", "a.yaml"], { host })).exitCode, 0);
  const edited = createFakeHost({ files: { "a.yaml": basic, "a_v3.yaml": "edited" } });
  const { exitCode, stderr } = await runKtrdr(["migrate", "a.yaml"], { host: edited });
  assertEquals([exitCode, edited.fileTexts.get("a_v3.yaml")], [2, "edited"]);
  assertEquals(stderr, "Error: 'a_v3.yaml' exists and has another content\nHint: --force replaces it\n");
  const forced = await runKtrdr(["migrate", "a.yaml", "--force"], {
    files: { "a.yaml": basic, "a_v3.yaml": "edited" },
  });
  assertEquals(forced.exitCode, 0);
});

Deno.test("migrate refuses what is no strategy, what is not there, and stdin without a place", async () => {
  const run = async (...args: string[]) =>
    await runKtrdr(["migrate", ...args], { files: { "a.yaml": "name: [a\n" } });
  const refused = await run("a.yaml");
  assertEquals(refused.exitCode, 2);
  assertMatch(refused.stderr, /^Error: Strategy file 'a\.yaml' has an error\na\.yaml:2:1: error: /);
  assertEquals(await run("none.yaml"), {
    exitCode: 2,
    stdout: "",
    stderr: "Error: Cannot read 'none.yaml': there is no such file\n",
  });
  const stdin = await run("-");
  assertEquals([stdin.exitCode, stdin.stderr], [
    2,
    "Error: A strategy from stdin has no place of its own\nHint: Give --output\n",
  ]);
});

Deno.test("migrate reads stdin", async () => {
  const host = createFakeHost({ stdin: basic });
  const { exitCode } = await runKtrdr(["migrate", "-", "-o", "new.yaml"], { host });
  assertEquals([exitCode, [...host.fileTexts.keys()]], [0, ["new.yaml"]]);
});

Deno.test("a file that cannot be written: exit code 2, and the reason", async () => {
  const host = createFakeHost({ files: { "a.yaml": basic } });
  const full = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
  const files = { ...host.files, replaceText: () => Promise.reject(full) };
  const run = await runKtrdr(["migrate", "a.yaml"], { host: { ...host, files } });
  assertEquals(run, {
    exitCode: 2,
    stdout: "",
    stderr: "Error: Cannot write 'a_v3.yaml': the disk is full\n",
  });
});

const folder = {
  "s/basic.yaml": basic,
  "s/broken.yml": "name: [a\n",
  "s/deep/bare.yaml": bare,
  "s/notes.txt": "",
  "s/v3.yaml": v3,
};

Deno.test("strategy migrate writes the files of a folder in place, and one that is none holds up no other", async () => {
  const host = createFakeHost({ files: folder });
  const { exitCode, stdout, stderr } = await runKtrdr(["strategies", "migrate", "s"], { host });
  assertEquals([exitCode, stderr], [1, ""]);
  assertEquals(
    stdout,
    `Migrated: s/basic.yaml (valid: 8 features)
  s/basic.yaml:28:52: warning: "label_lookahead" has no effect
    hint: A zigzag swing has no fixed length; remove it
Failed: Strategy file 's/broken.yml' has an error
  s/broken.yml:2:1: error: Flow sequence in block collection must be sufficiently indented and end with a ]
Migrated: s/deep/bare.yaml (not valid yet: 6 errors)
  s/deep/bare.yaml:1:1: error: Missing "training_data", expected a mapping
  s/deep/bare.yaml:1:1: error: Missing "fuzzy_sets", expected a mapping
  s/deep/bare.yaml:1:1: error: Missing "model", expected a mapping
  s/deep/bare.yaml:1:1: error: Missing "decisions", expected a mapping
  s/deep/bare.yaml:1:1: error: Missing "training", expected a mapping
  s/deep/bare.yaml:4:12: error: "nn_inputs" must be a list with at least one entry, not an empty list
    hint: Add an input, such as - {fuzzy_set: <id>, timeframes: all}
Skipped: s/v3.yaml (already v3)
2 migrated, 1 skipped, 1 failed
`,
  );
  assertEquals(host.fileTexts.size, 5);
  assertMatch(
    host.fileTexts.get("s/deep/bare.yaml") ?? "",
    /^name: e\nindicators:\n {2}rsi: \{type: rsi\}\n/,
  );
});

Deno.test("strategy migrate --json tells the status of every file", async () => {
  const { exitCode, value } = await runJson(["strategy", "migrate", "s"], { files: folder });
  assertEquals([exitCode, value.migrated, value.skipped, value.failed], [1, 2, 1, 1]);
  const statuses = value.files.map((file: { input: string; status: string }) => [file.input, file.status]);
  assertEquals(statuses, [
    ["s/basic.yaml", "migrated"],
    ["s/broken.yml", "failed"],
    ["s/deep/bare.yaml", "migrated"],
    ["s/v3.yaml", "skipped"],
  ]);
});

Deno.test("strategy migrate --dry-run writes nothing", async () => {
  const host = createFakeHost({ files: folder });
  const { stdout } = await runKtrdr(["strategy", "migrate", "s", "--dry-run", "--backup"], { host });
  assertMatch(stdout, /^Would migrate: s\/basic\.yaml, backup s\/basic\.yaml\.bak \(valid: 8 features\)\n/);
  assertMatch(stdout, /\nDry run: nothing was written\n$/);
  assertEquals(Object.fromEntries(host.fileTexts), folder);
});

Deno.test("strategy migrate --backup keeps the input, and no backup is lost", async () => {
  const host = createFakeHost({ files: { "a.yaml": basic } });
  const { exitCode } = await runKtrdr(["strategy", "migrate", "a.yaml", "--backup"], { host });
  assertEquals([exitCode, host.fileTexts.get("a.yaml.bak")], [0, basic]);
  const files = { "a.yaml": basic, "a.yaml.bak": "older" };
  const second = await runKtrdr(["strategy", "migrate", "a.yaml", "--backup"], { files });
  assertEquals([second.exitCode, second.stderr], [
    2,
    "Error: 'a.yaml.bak' exists and has another content\nHint: --force replaces it\n",
  ]);
  const forced = await runKtrdr(["strategy", "migrate", "a.yaml", "--backup", "--force"], { files });
  assertEquals(forced.exitCode, 0);
});

Deno.test("strategy migrate --output writes a file or a folder, and says that --backup has no effect then", async () => {
  const host = createFakeHost({ files: { "s/a.yaml": basic, "s/deep/b.yaml": basic } });
  const { exitCode, stderr } = await runKtrdr(["strategy", "migrate", "s", "-o", "new", "--backup"], {
    host,
  });
  assertEquals([exitCode, stderr], [
    0,
    "Warning: --backup has no effect with --output: the input stays as it is\n",
  ]);
  assertEquals([...host.fileTexts.keys()].sort(), [
    "new/a.yaml",
    "new/deep/b.yaml",
    "s/a.yaml",
    "s/deep/b.yaml",
  ]);
  const one = createFakeHost({ files: { "a.yaml": basic } });
  await runKtrdr(["strategy", "migrate", "a.yaml", "--output", "b.yaml"], { host: one });
  assertEquals([one.fileTexts.get("a.yaml"), one.fileTexts.has("b.yaml")], [basic, true]);
});

Deno.test("strategy migrate leaves a file as it is that would lose an indicator, unless it is kept or given up", async () => {
  const host = createFakeHost({ files: { "odd.yaml": odd } });
  const { exitCode, stderr } = await runKtrdr(["strategy", "migrate", "odd.yaml"], { host });
  assertEquals([exitCode, host.fileTexts.get("odd.yaml")], [2, odd]);
  assertEquals(
    stderr,
    `Error: 'odd.yaml' would lose indicators
odd.yaml:6:5: warning: The indicator has no name, and is left out
  hint: Give it a feature_id and a name
odd.yaml:8:5: warning: The indicator takes the place of another one named "dup"
  hint: Give each of them a feature_id of its own
Hint: Keep the old file with 'strategy migrate --backup', or lose them with --force
`,
  );
  for (const way of [["--backup"], ["--force"], ["-o", "new.yaml"]]) {
    const run = await runKtrdr(["strategy", "migrate", "odd.yaml", ...way], { files: { "odd.yaml": odd } });
    assertEquals(run.exitCode, 0);
    assertStringIncludes(
      run.stdout,
      "\n  odd.yaml:6:5: warning: The indicator has no name, and is left out\n",
    );
  }
});

Deno.test("strategy migrate of nothing: a path that is not there, a folder without strategies, stdin", async () => {
  const run = async (path: string) =>
    await runKtrdr(["strategy", "migrate", path], { files: { "a/b.txt": "" } });
  const absent = await run("nope");
  assertEquals([absent.exitCode, absent.stderr], [2, "Error: Cannot read 'nope': there is no such file\n"]);
  assertEquals(await run("a"), { exitCode: 0, stdout: "No strategy files in a\n", stderr: "" });
  assertEquals((await run("-")).exitCode, 2);
});
