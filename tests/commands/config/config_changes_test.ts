import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";

const path = "/home/u/.config/ktrdr/config.yaml";
const text = `url: https://all.example
profiles:
  work:
    url: https://me:pass@work.example
`;
const env = { HOME: "/home/u" };
const files = { [path]: text };

Deno.test("config set embedded false leaves the address, which it does not exclude; true takes its place", async () => {
  const host = createFakeHost({ env, files });
  const set = async (value: string) => {
    const { exitCode } = await runKtrdr(["config", "set", "embedded", value, "--profile", "work"], { host });
    assertEquals(exitCode, 0);
    return host.fileTexts.get(path) ?? "";
  };
  assertStringIncludes(await set("false"), "https://me:pass@work.example");
  assertEquals((await runKtrdr(["config", "list"], { host })).exitCode, 0);
  assert(!(await set("true")).includes("work.example"));
});

Deno.test("config set tells what it took away, and no secret of it", async () => {
  const host = createFakeHost({ env, files: { [path]: "token: s3cret\nurl: https://me:pass@a.example\n" } });
  const first = await runKtrdr(["config", "set", "token_file", "/t"], { host });
  assertEquals(
    first.stdout,
    `token_file is /t for all profiles, in ${path}; token was removed, as they exclude each other\n`,
  );
  const second = await runJson(["config", "set", "embedded", "true"], { env, files });
  assertEquals(second.value, { key: "embedded", value: "true", profile: null, path, removed: ["url"] });
  const anyText = await runJson(["config", "set", "token_file", "false"], {
    env,
    files: { [path]: "token: s3cret\n" },
  });
  assertEquals(anyText.value.removed, ["token"]);
  const third = await runJson(["config", "set", "embedded", "false"], { env, files });
  assertEquals(third.value.removed, []);
  for (const { stdout, stderr } of [first, second]) {
    for (const secret of ["s3cret", "pass@"]) assert(!(stdout + stderr).includes(secret));
  }
  assertEquals(host.fileTexts.get(path), "url: https://me:pass@a.example\ntoken_file: /t\n");
});

Deno.test("a file is private as soon as a token is in it, however it is written", async () => {
  const host = createFakeHost({
    env,
    files: { [path]: "profiles: { work: { url: http://a } }\n" },
    stdin: "s3",
  });
  const { exitCode } = await runKtrdr(["config", "set", "token", "-", "--profile", "work"], { host });
  assertEquals([exitCode, (await host.files.stat(path))?.mode], [0, 0o600]);
});

Deno.test("config set and unset refuse what cannot be a profile, and leave the file alone", async () => {
  const host = createFakeHost({ env, files });
  for (
    const [args, message] of [
      [["set", "url", "http://a", "--profile", "a b"], '--profile "a b" is no name of a profile'],
      [["unset", "url", "--profile", "a b"], '--profile "a b" is no name of a profile'],
      [["unset", "profile", "--profile", "work"], "A profile names no profile"],
    ] as const
  ) {
    const { exitCode, stderr } = await runKtrdr(["config", ...args], { host });
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, message);
  }
  assertEquals(host.fileTexts.get(path), text);
});

Deno.test("CLICOLOR_FORCE=0 says nothing, so that a configured colour counts", async () => {
  const plain = { [path]: "color: never\n" };
  const run = { files: plain, env: { ...env, CLICOLOR_FORCE: "0" }, isTerminal: true };
  assert(!(await runKtrdr(["config", "list"], run)).stdout.includes("\u001b["));
  const bright = { ...run, env };
  assert((await runKtrdr(["config", "list"], { ...bright, files: {} })).stdout.includes("\u001b["));
});

Deno.test("who may not see where the file belongs is told so, and with which flag Deno permits it", async () => {
  for (const args of [["path"], ["set", "color", "never"]]) {
    const refused = await runKtrdr(["config", ...args], { missingPermissions: ["env"] });
    assertEquals([refused.exitCode, refused.stdout, refused.stderr], [
      1,
      "",
      'Error: Deno does not permit ktrdr to see the environment variable "HOME"\n' +
      "Hint: Run it with --allow-env=HOME, or with -A to permit everything\n",
    ]);
    const unset = await runKtrdr(["config", ...args], { env: {} });
    assertEquals(unset.exitCode, 2);
    assertStringIncludes(unset.stderr, "neither HOME nor KTRDR_CONFIG is set");
  }
});

Deno.test("a setting that is none names the one that was probably meant", async () => {
  for (const args of [["set", "colour", "never"], ["get", "colour"], ["unset", "colour"]]) {
    const { exitCode, stderr } = await runKtrdr(["config", ...args], { env, files });
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, '"colour". Expected values: "url", ');
    assertStringIncludes(stderr, '\nHint: Did you mean "color"?\n');
  }
  const { stderr } = await runKtrdr(["config", "get", "nonsense"], { env, files });
  assertStringIncludes(stderr, "\nHint: Run 'ktrdr config get --help' for usage\n");
});
