import { assertEquals } from "@std/assert";
import { strategyText } from "../../engine/http/test_engine.ts";
import type { HostFiles } from "../../../lib/host/host.ts";
import { createFakeHost } from "../../support/fake_host.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";

const good = strategyText();
const files = {
  "s/a.yaml": good,
  "s/b.yml": good.replace("type: rsi", "type: rsy"),
  "s/deep/c.YAML": good.replace("epochs: 4", "epochs: 4\n  validation_split: 0.2"),
  "s/notes.txt": "",
  "other/d.yaml": "",
};

Deno.test("strategy validate-all checks every strategy below a folder", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["strategies", "validate-all", "s"], { files });
  assertEquals([exitCode, stderr], [1, ""]);
  assertEquals(
    stdout,
    `✓ s/a.yaml: 5 features
✗ s/b.yml: 1 error
  s/b.yml:9:18: error: Unknown indicator type "rsy"
    hint: Did you mean "rsi"?
✓ s/deep/c.YAML: 5 features
  s/deep/c.YAML:30:3: warning: "validation_split" has no effect
    hint: Use data_split: {train: 0.7, validation: 0.15, test: 0.15}
3 checked: 2 valid, 1 not (66.7 % valid)
`,
  );
});

Deno.test("strategy validate-all exits with 0 where all are valid, or there are none", async () => {
  assertEquals(await runKtrdr(["strategy", "validate-all", "s"], { files: { "s/a.yaml": good } }), {
    exitCode: 0,
    stdout: "✓ s/a.yaml: 5 features\n1 checked: 1 valid, 0 not (100.0 % valid)\n",
    stderr: "",
  });
  const none = await runKtrdr(["strategy", "validate-all", "s"], { files: { "s/notes.txt": "" } });
  assertEquals([none.exitCode, none.stdout], [0, "No strategy files in s\n"]);
});

Deno.test("strategy validate-all --json has the counts and the verdicts", async () => {
  const { exitCode, value } = await runJson(["strategy", "validate-all", "s"], { files });
  const { files: verdicts, ...counts } = value;
  assertEquals([exitCode, counts], [1, {
    folder: "s",
    total: 3,
    checked: 3,
    valid: 2,
    invalid: 1,
    success_rate: 2 / 3,
  }]);
  assertEquals(verdicts.map((file: { path: string; valid: boolean }) => [file.path, file.valid]), [
    ["s/a.yaml", true],
    ["s/b.yml", false],
    ["s/deep/c.YAML", true],
  ]);
  const { stdout } = await runKtrdr(["strategy", "validate-all", "s", "-o", "csv"], { files });
  assertEquals(stdout.split("\n")[0], "valid,name,path,version,features_count,errors,warnings,problems");
});

Deno.test("strategy validate-all --fail-fast stops, --summary counts, --quiet leaves warnings out", async () => {
  const run = async (...flags: string[]) =>
    (await runKtrdr(["strategy", "validate-all", "s", ...flags], { files })).stdout;
  assertEquals(
    await run("--fail-fast", "--summary"),
    "2 checked: 1 valid, 1 not (50.0 % valid)\nStopped at the first that is not valid, 1 left\n",
  );
  assertEquals(await run("--summary"), "3 checked: 2 valid, 1 not (66.7 % valid)\n");
  assertEquals((await run("-q")).includes("warning"), false);
});

Deno.test("strategy validate-all counts a file that cannot be read as one that is not valid", async () => {
  const host = createFakeHost({ files: { "s/a.yaml": good, "s/b.yaml": good } });
  const denied = Object.assign(new Error("Permission denied"), { code: "EACCES" });
  const hostFiles: HostFiles = {
    ...host.files,
    readText: (path, options) =>
      path === "s/a.yaml" ? Promise.reject(denied) : host.files.readText(path, options),
  };
  const run = await runKtrdr(["strategy", "validate-all", "s"], { host: { ...host, files: hostFiles } });
  assertEquals(run, {
    exitCode: 1,
    stdout: `✗ s/a.yaml: 1 error
  Cannot read 's/a.yaml': permission denied
✓ s/b.yaml: 5 features
2 checked: 1 valid, 1 not (50.0 % valid)
`,
    stderr: "",
  });
});

Deno.test("strategy validate-all of a folder that is not there: exit code 2", async () => {
  for (const path of ["nope", "s/a.yaml"]) {
    const { exitCode, stderr } = await runKtrdr(["strategy", "validate-all", path], { files });
    assertEquals([exitCode, stderr], [2, `Error: There is no folder '${path}'\n`]);
  }
});
