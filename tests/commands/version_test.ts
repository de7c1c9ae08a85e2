import { assertEquals, assertMatch } from "@std/assert";
import { versionLine } from "../../commands/program/version.ts";
import { createDenoHost } from "../../lib/host/deno_host.ts";
import { projectRoot, runProgram, startByShell } from "../support/processes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

Deno.test("--version says in one line the version, Deno, V8, build and target", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["--version"]);
  assertEquals([exitCode, stderr], [0, ""]);
  assertMatch(
    stdout,
    /^ktrdr \d+\.\d+\.\d+ \(Deno 2\.9\.6, V8 14\.0, source, x86_64-unknown-linux-gnu\)\n$/,
  );
  assertEquals((await runKtrdr(["-V"])).stdout, stdout);
});

Deno.test("'ktrdr version' and '--version --verbose' say it in lines", async () => {
  const { stdout } = await runKtrdr(["version"]);
  assertEquals(
    stdout.replace(/\d+\.\d+\.\d+/, "VERSION"),
    `ktrdr:   VERSION
Deno:    2.9.6
V8:      14.0
Build:   source
Target:  x86_64-unknown-linux-gnu
`,
  );
  for (const args of [["--version", "--verbose"], ["-v", "-V"]]) {
    assertEquals((await runKtrdr(args)).stdout, stdout);
  }
});

Deno.test("the version for programs", async () => {
  const { value } = await runJson(["version"]);
  assertEquals(Object.keys(value), ["version", "deno", "v8", "build", "target"]);
  assertEquals((await runJson(["--version"])).value, value);
  const csv = await runKtrdr(["version", "--output", "csv"]);
  assertEquals(csv.stdout.split(/\r?\n/)[0], "version,deno,v8,build,target");
});

Deno.test("the version can be asked for with a bad configuration file, and takes no word", async () => {
  const bad = { env: { HOME: "/h" }, files: { "/h/.config/ktrdr/config.yaml": "x" } };
  assertEquals((await runKtrdr(["version"], bad)).exitCode, 0);
  assertEquals((await runKtrdr(["--version"], bad)).exitCode, 0);
  assertEquals((await runKtrdr(["version", "more"])).exitCode, 2);
});

Deno.test("'ktrdr --version' takes a short cut to the same words, and the long way where it cannot write", async () => {
  const place = { folder: projectRoot };
  const stdout = `${versionLine(createDenoHost().facts)}\n`;
  assertEquals(await runProgram(["--version"], place), { code: 0, stdout, stderr: "" });
  await using full = startByShell('"$@" > /dev/full', ["-V"], place);
  const { code, stderr } = await full.ended();
  assertEquals(code, 1, stderr);
  assertMatch(stderr, /^Error: Cannot write to stdout: No space left on device\n/);
});
