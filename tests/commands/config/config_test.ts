import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const path = "/home/u/.config/ktrdr/config.yaml";
const text = `# Mine
url: https://all.example # for all
profile: work
profiles:
  work:
    url: https://me:pass@work.example/?key=k
    token: s3cret
  local:
    embedded: true
`;
const env = { HOME: "/home/u" };
const files = { [path]: text };

Deno.test("config list tells every setting and what says so", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["config", "list"], { env, files });
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(
    stdout,
    `SETTING          VALUE                        FROM
profile          work                         /home/u/.config/ktrdr/config.yaml:3
url              https://work.example/api/v1  /home/u/.config/ktrdr/config.yaml:6 (profile work)
embedded         false                        default
token            set                          /home/u/.config/ktrdr/config.yaml:7 (profile work)
token_file       -                            default
home             /home/u/.local/share/ktrdr   default
request_timeout  30                           default
wait_for_worker  60                           default
output           table                        default
progress         auto                         default
color            auto                         default
`,
  );
});

Deno.test("config list tells flags and variables, which count before the file", async () => {
  const variables = {
    ...env,
    KTRDR_TOKEN: "t",
    KTRDR_HOME: "/k",
    KTRDR_PROGRESS: "plain",
    NO_COLOR: "1",
    KTRDR_PROFILE: "local",
  };
  const args = ["config", "list", "--port", "8001", "--request-timeout", "5"];
  const { value } = await runJson(args, { env: variables, files });
  const settings = value.map((row: Record<string, unknown>) => [row.key, row.value, row.origin]);
  assertEquals(settings, [
    ["profile", "local", "KTRDR_PROFILE"],
    ["url", "http://localhost:8001/api/v1", "--port"],
    ["embedded", false, "default"],
    ["token", "set", "KTRDR_TOKEN"],
    ["token_file", null, "default"],
    ["home", "/k", "KTRDR_HOME"],
    ["request_timeout", 5, "--request-timeout"],
    ["wait_for_worker", 60, "default"],
    ["output", "json", "--json"],
    ["progress", "plain", "KTRDR_PROGRESS"],
    ["color", "never", "NO_COLOR"],
  ]);
});

Deno.test("config list tells the line of a sandbox file", async () => {
  const sandbox = { "/project/.env.sandbox": "A=1\nKTRDR_API_PORT=8003\n" };
  const { value } = await runJson(["config", "list"], { files: sandbox });
  assertEquals([value[1].value, value[1].origin], [
    "http://localhost:8003/api/v1",
    "/project/.env.sandbox:2",
  ]);
});

Deno.test("config get prints a value, and never a token", async () => {
  const get = (key: string) => runKtrdr(["config", "get", key], { env, files });
  assertEquals((await get("url")).stdout, "https://work.example/api/v1\n");
  assertEquals((await get("token")).stdout, "set\n");
  const none = await get("token_file");
  assertEquals([none.exitCode, none.stdout], [5, ""]);
  assertEquals(
    none.stderr,
    "Error: token_file is not set\nHint: Set it with: ktrdr config set token_file <value>\n",
  );
  const { value } = await runJson(["config", "get", "embedded", "--profile", "local"], { env, files });
  assertEquals(value, { key: "embedded", value: true, origin: `${path}:9 (profile local)` });
});

Deno.test("config set changes one value, and leaves comments and order alone", async () => {
  const host = createFakeHost({ env, files });
  const { exitCode, stdout } = await runKtrdr(["config", "set", "url", "https://new.example"], { host });
  assertEquals([exitCode, stdout], [0, `url is https://new.example/api/v1 for all profiles, in ${path}\n`]);
  assertEquals(host.fileTexts.get(path), text.replace("https://all.example", "https://new.example"));
});

Deno.test("config set makes file, profile and value, each as its kind", async () => {
  const host = createFakeHost({ env });
  for (
    const args of [
      ["url", "work.example", "--profile", "work"],
      ["request_timeout", "2.5"],
      ["profile", "work"],
      ["token_file", "secrets/token", "--profile", "work"],
      ["home", "~/data"],
    ]
  ) {
    const { exitCode, stderr } = await runKtrdr(["config", "set", ...args], { host });
    assertEquals([exitCode, stderr], [0, ""]);
  }
  assertEquals(
    host.fileTexts.get(path),
    `profiles:
  work:
    url: work.example
    token_file: /project/secrets/token
request_timeout: 2.5
profile: work
home: ~/data
`,
  );
});

Deno.test("config set takes away what the new value excludes", async () => {
  const host = createFakeHost({ env, files });
  await runKtrdr(["config", "set", "url", "https://x", "--profile", "local"], { host });
  assertStringIncludes(host.fileTexts.get(path) ?? "", "  local:\n    url: https://x\n");
  assert(!host.fileTexts.get(path)?.includes("embedded"));
});

Deno.test("config set reads a token from stdin, shows it nowhere and lets nobody else read the file", async () => {
  const host = createFakeHost({ env, stdin: "t0ken\n" });
  const run = await runKtrdr(["config", "set", "token", "-", "--profile", "work", "--json"], { host });
  assertEquals(JSON.parse(run.stdout), { key: "token", value: "set", profile: "work", path, removed: [] });
  assertEquals(host.fileTexts.get(path), "profiles:\n  work:\n    token: t0ken\n");
  assertEquals((await host.files.stat(path))?.mode, 0o600);
  const refused = await runKtrdr(["config", "set", "token", "t0ken"], { env });
  assertEquals([refused.exitCode, refused.stdout], [2, ""]);
  assert(!refused.stderr.includes("t0ken"));
  const blank = await runKtrdr(["config", "set", "token", "-"], { env, stdin: "two words" });
  assertEquals(blank.exitCode, 2);
  assert(!blank.stderr.includes("two words"));
});

Deno.test("config set keeps an address with a password to itself", async () => {
  const host = createFakeHost({ env });
  const { stdout, stderr } = await runKtrdr(["config", "set", "url", "https://me:pass@x.example"], { host });
  assert(!(stdout + stderr).includes("pass"));
  assertEquals((await host.files.stat(path))?.mode, 0o600);
});

Deno.test("config set refuses what makes no sense, and writes nothing", async () => {
  const cases: [string[], string][] = [
    [["color", "blue"], 'color "blue" makes no sense, expected one of auto, always, never'],
    [["url", "ftp://x"], 'url "ftp://x" is not an http or https address'],
    [
      ["request_timeout", "soon"],
      'request_timeout "soon" makes no sense, expected a number of seconds above 0',
    ],
    [["profile", "nope"], 'names profile "nope", which is not in'],
    [["profile", "x", "--profile", "work"], "A profile names no profile"],
    [["colour", "never"], '"colour"'],
  ];
  for (const [args, message] of cases) {
    const host = createFakeHost({ env, files });
    const { exitCode, stdout, stderr } = await runKtrdr(["config", "set", ...args], { host });
    assertEquals([exitCode, stdout], [2, ""], stderr);
    assertStringIncludes(stderr, message);
    assertEquals(host.fileTexts.get(path), text);
  }
});

Deno.test("config unset takes a value out, and says so where there was none", async () => {
  const host = createFakeHost({ env, files });
  const first = await runKtrdr(["config", "unset", "token", "--profile", "work"], { host });
  assertEquals(first.stdout, `token is not set for profile work, in ${path}\n`);
  assert(!host.fileTexts.get(path)?.includes("s3cret"));
  const { value } = await runJson(["config", "unset", "color"], { env, files });
  assertEquals(value, { key: "color", profile: null, path, removed: false });
});

Deno.test("a file that makes no sense stops commands, with its line; set and unset can mend it", async () => {
  const bad = { [path]: "color: blue\n" };
  for (const args of [["config", "list"], ["data", "list"], ["serve", "--port", "0"]]) {
    const { exitCode, stdout, stderr } = await runKtrdr(args, { env, files: bad });
    assertEquals([exitCode, stdout], [2, ""]);
    assertEquals(
      stderr,
      `Error: ${path}:1: color "blue" makes no sense, expected one of auto, always, never\n` +
        "Hint: Mend the file, or the setting with 'ktrdr config set'\n",
    );
  }
  const host = createFakeHost({ env, files: bad });
  assertEquals((await runKtrdr(["config", "set", "color", "never"], { host })).exitCode, 0);
  assertEquals(host.fileTexts.get(path), "color: never\n");
  const noYaml = await runKtrdr(["config", "set", "color", "never"], { env, files: { [path]: "a: b: c" } });
  assertEquals(noYaml.exitCode, 2);
  assertStringIncludes(noYaml.stderr, `${path}:1: `);
});

Deno.test("config path prints where the file is", async () => {
  const where = async (env: Record<string, string>) => (await runKtrdr(["config", "path"], { env })).stdout;
  assertEquals(await where(env), `${path}\n`);
  assertEquals(await where({ ...env, XDG_CONFIG_HOME: "/x" }), "/x/ktrdr/config.yaml\n");
  assertEquals(await where({ ...env, KTRDR_CONFIG: "/c.yaml" }), "/c.yaml\n");
  const { value } = await runJson(["config", "path"], { env, files: { [path]: "color: blue" } });
  assertEquals(value, { path, exists: true });
  const nowhere = await runKtrdr(["config", "path"], {});
  assertEquals([nowhere.exitCode, nowhere.stdout], [2, ""]);
  assertStringIncludes(nowhere.stderr, "Set KTRDR_CONFIG to the file to use");
});

Deno.test("KTRDR_CONFIG must name a file that is there, save for what makes it", async () => {
  const variables = { ...env, KTRDR_CONFIG: "/c.yaml" };
  const { exitCode, stderr } = await runKtrdr(["ops"], { env: variables });
  assertEquals([exitCode, stderr], [
    2,
    'Error: KTRDR_CONFIG names "/c.yaml", which is not there\n' +
    "Hint: Make it with 'ktrdr config set', or unset the variable\n",
  ]);
  const host = createFakeHost({ env: variables });
  assertEquals((await runKtrdr(["config", "set", "color", "never"], { host })).exitCode, 0);
  assertEquals(host.fileTexts.get("/c.yaml"), "color: never\n");
  assertEquals((await runKtrdr(["config", "get", "color"], { host })).exitCode, 0);
});

Deno.test("config profiles lists them, and marks the one that counts", async () => {
  const { stdout } = await runKtrdr(["config", "profiles"], { env, files });
  assertEquals(
    stdout,
    `   PROFILE  SERVER                       TOKEN
*  work     https://work.example/api/v1  set
   local    embedded engine              -
`,
  );
  assertStringIncludes((await runKtrdr(["config", "profiles"], { env })).stdout, "No profiles yet");
});

Deno.test("a profile says which server is asked, with which token", async () => {
  const asked = async (args: string[], variables = {}) => {
    const server = new ScriptedServer({ "GET /symbols": [json({ success: true, data: [] })] });
    const host = createFakeHost({ env: { ...env, ...variables }, files, fetch: server.fetch });
    const { exitCode, stderr } = await runKtrdr(["data", "list", ...args], { host });
    assertEquals([exitCode, stderr], [0, ""]);
    const [{ url, headers }] = host.requests;
    return [new URL(url).host, headers.get("authorization")];
  };
  assertEquals(await asked([]), ["work.example", "Bearer s3cret"]);
  assertEquals(await asked(["--url", "https://other.example"]), ["other.example", null]);
  assertEquals(await asked([], { KTRDR_API_URL: "http://variable" }), ["variable:8000", null]);
});

Deno.test("the configured token file is read, beside the configuration file; one that is gone is named", async () => {
  const config = { [path]: "url: http://s\ntoken_file: token.txt\n" };
  const server = new ScriptedServer({ "GET /symbols": [json({ success: true, data: [] })] });
  const host = createFakeHost({
    env,
    files: { ...config, "/home/u/.config/ktrdr/token.txt": "t\n" },
    fetch: server.fetch,
  });
  await runKtrdr(["data", "list"], { host });
  assertEquals(host.requests[0].headers.get("authorization"), "Bearer t");
  const { exitCode, stderr } = await runKtrdr(["data", "list"], { env, files: config });
  assertEquals([exitCode, stderr], [
    2,
    `Error: ${path}:2: token_file: Cannot read '/home/u/.config/ktrdr/token.txt': there is no such file\n`,
  ]);
});

Deno.test("an unknown profile is an error, with a file and without one", async () => {
  const { exitCode, stderr } = await runKtrdr(["ops", "--profile", "wrok"], { env, files });
  assertEquals(exitCode, 2);
  assertStringIncludes(
    stderr,
    `--profile names profile "wrok", which is not in "${path}": expected one of work, local`,
  );
  const without = await runKtrdr(["ops"], { env: { ...env, KTRDR_PROFILE: "work" } });
  assertEquals(without.exitCode, 2);
  assertStringIncludes(
    without.stderr,
    'KTRDR_PROFILE names profile "work", and there is no configuration file',
  );
});

Deno.test("configured output and colour count where no flag and no variable says otherwise", async () => {
  const config = { [path]: "output: json\ncolor: always\n" };
  const run = (args: string[], variables = {}) =>
    runKtrdr(["help", "exit-codes", ...args], {
      env: { ...env, ...variables },
      files: config,
      isTerminal: true,
    });
  assertEquals(JSON.parse((await run([])).stdout)[0].code, 0);
  assertStringIncludes((await run(["-o", "table"])).stdout, "\u001b[1mMEANING");
  assert(!(await run(["-o", "table"], { NO_COLOR: "1" })).stdout.includes("\u001b"));
  assert(!(await run(["-o", "table", "--color", "never"])).stdout.includes("\u001b"));
});
