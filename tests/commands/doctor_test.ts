import { migrations } from "../../lib/engine/store/migrations.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createDenoFiles } from "../../lib/host/deno_files.ts";
import { openEmptyHome } from "../support/engine_homes.ts";
import { createFakeHost, type FakeHostOptions } from "../support/fake_host.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { createEngineHost, runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, refused, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const healthy = json({ status: "ok", version: "1.0.7", extensions: { operation_wait: true } }, {
  headers: { date: "Thu, 01 Jan 2026 00:00:00 GMT" },
});
const env = { HOME: "/home/u" };

function world(health: Responder, options: FakeHostOptions = {}) {
  const server = new ScriptedServer({ "GET /health": [health] });
  return createFakeHost({ env, fetch: server.fetch, ...options });
}

/** One check by its name. */
async function checkOf(name: string, options: FakeHostOptions, args: string[] = ["--url", "http://server"]) {
  const { exitCode, value } = await runJson(["doctor", ...args], { host: world(healthy, options) });
  return { exitCode, ...value.find((one: { check: string }) => one.check === name) };
}

Deno.test("doctor says that all is well, check by check", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(["doctor", "--url", "http://me:pass@server"], {
    host: world(healthy),
  });
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(
    stdout.replace(/ktrdr \d+\.\d+\.\d+/, "ktrdr VERSION"),
    `✓ program       ktrdr VERSION (source) on Deno 2.9.6, x86_64-unknown-linux-gnu
✓ permissions   Deno permits network, files and environment
✓ config        There is no configuration file
✓ server        http://server:8000/api/v1, from --url
✓ connection    KTRDR 1.0.7 answers in 0 ms: ok
✓ extensions    operation_wait
✓ clock         The server's clock and this one agree
✓ home          /home/u/.local/share/ktrdr is made when it is needed
✓ token         None is set, and most servers need none
✓ terminal      The output goes to no terminal: it has no colour
✓ proxy         None is set
✓ certificates  Trusts those of mozilla

All is well
`,
  );
});

Deno.test("doctor tells programs each check with its status and its hint", async () => {
  const { exitCode, value } = await runJson(["doctor", "--url", "http://server"], {
    host: world(recordedRead("GET /health")),
  });
  assertEquals(exitCode, 0);
  assertEquals(value.map(({ check }: { check: string }) => check), [
    "program",
    "permissions",
    "config",
    "server",
    "connection",
    "extensions",
    "clock",
    "home",
    "token",
    "terminal",
    "proxy",
    "certificates",
  ]);
  for (const check of value) assertEquals(Object.keys(check), ["check", "status", "message", "hint"]);
});

Deno.test("doctor exits with 1 when the server does not answer, and says what to do", async () => {
  const { exitCode, stdout } = await runKtrdr(["doctor", "--url", "http://server"], {
    host: world(refused()),
  });
  assertEquals(exitCode, 1);
  assertStringIncludes(stdout, "✗ connection    Nothing listens at server:8000 (connection refused)\n");
  assertStringIncludes(stdout, "                Hint: ");
  assertStringIncludes(stdout, "\n\n1 thing is broken\n");
});

Deno.test("doctor ends at once when it is interrupted while it waits for the server", async () => {
  const host = world(hang());
  const running = runKtrdr(["doctor", "--url", "http://server"], { host });
  while (host.requests.length === 0) await Promise.resolve();
  host.raise("SIGINT");
  const { exitCode, stdout } = await running;
  assertEquals([exitCode, stdout], [130, ""]);
});

Deno.test("doctor names the source of an address that makes no sense, and goes on", async () => {
  const { exitCode, value } = await runJson(["doctor"], { env: { ...env, KTRDR_API_URL: "ftp://x" } });
  assertEquals(exitCode, 1);
  const server = value.find((one: { check: string }) => one.check === "server");
  assertEquals([server.status, server.message], [
    "error",
    'KTRDR_API_URL "ftp://x" is not an http or https address',
  ]);
  assertEquals(value.at(-1).check, "certificates");
});

Deno.test("doctor tells a configuration file that makes no sense", async () => {
  const path = "/home/u/.config/ktrdr/config.yaml";
  const config = await checkOf("config", { files: { [path]: "\ncolor: blue" } });
  assertEquals([config.exitCode, config.status], [1, "error"]);
  assertStringIncludes(config.message, `${path}:2: color "blue"`);
  const good = await checkOf("config", { files: { [path]: "profile: a\nprofiles:\n  a:\n" } });
  assertEquals([good.exitCode, good.message], [0, `${path}, profile a`]);
});

Deno.test("doctor tells how far the clocks are apart", async () => {
  const ahead = await checkOf("clock", { now: Date.UTC(2025, 11, 31, 23, 59, 0) });
  assertEquals([ahead.exitCode, ahead.status], [0, "warning"]);
  assertEquals(ahead.message, "The server's clock is 1 m 00 s ahead of this one");
  const behind = await checkOf("clock", { now: Date.UTC(2026, 0, 1, 0, 0, 30) });
  assertStringIncludes(behind.message, "30 s behind this one");
});

Deno.test("doctor shows no token, and tells who else can read it and where it goes unprotected", async () => {
  const files = { "/t": "s3cret\n" };
  const args = ["--url", "https://server", "--token-file", "/t"];
  const open = await checkOf("token", { files }, args);
  assertEquals([open.status, open.hint], ["warning", "chmod 600 /t"]);
  const closed = await checkOf("token", { files, fileModes: { "/t": 0o600 } }, args);
  assertEquals([closed.status, closed.message], ["ok", "One is set, from --token-file"]);
  const plain = await checkOf("token", { env: { ...env, KTRDR_TOKEN: "s3cret" } });
  assertEquals([plain.status, plain.message], [
    "warning",
    "It is set, and goes to server:8000 without encryption",
  ]);
  const path = "/home/u/.config/ktrdr/config.yaml";
  const text = "url: https://server\ntoken: s3cret\n";
  const configured = await checkOf("token", { files: { [path]: text } }, []);
  assertEquals([configured.status, configured.hint], ["warning", `chmod 600 ${path}`]);
  for (const check of [open, closed, plain, configured]) assert(!JSON.stringify(check).includes("s3cret"));
});

Deno.test("doctor names missing permissions, proxies that take too much, and certificates that are gone", async () => {
  const permissions = await checkOf("permissions", { missingPermissions: ["write", "env"] });
  assertEquals([permissions.status, permissions.hint], [
    "warning",
    "Run it with --allow-write --allow-env, or -A",
  ]);
  const proxy = await checkOf("proxy", { env: { ...env, HTTPS_PROXY: "http://me:pass@proxy" } });
  assertEquals([proxy.status, proxy.hint], ["warning", "Set NO_PROXY=localhost,127.0.0.1"]);
  assert(!proxy.message.includes("pass"));
  const spared = await checkOf("proxy", { env: { ...env, http_proxy: "http://p", NO_PROXY: "localhost" } });
  assertEquals(spared.status, "ok");
  const certificates = await checkOf("certificates", { env: { ...env, DENO_CERT: "/none.pem" } });
  assertEquals([certificates.exitCode, certificates.status], [1, "error"]);
});

Deno.test("doctor looks at the terminal", async () => {
  const terminal = async (variables: Record<string, string>) => {
    const host = world(healthy, { isTerminal: true, columns: 120, env: { ...env, ...variables } });
    const { stdout } = await runKtrdr(["doctor", "--url", "http://server", "--color", "never"], { host });
    return /. terminal +(.*)/.exec(stdout)?.[0];
  };
  assertEquals(await terminal({ LANG: "C.UTF-8" }), "✓ terminal      120 columns, no colour");
  assertEquals(
    await terminal({ LANG: "C" }),
    "! terminal      120 columns, no colour; the locale 'C' may not show bars and charts",
  );
});

Deno.test("doctor opens the engine's data, tells its size, and makes none", async () => {
  await using place = await openEmptyHome();
  const home = async () => {
    const host = { ...createEngineHost(place.home), files: createDenoFiles() };
    const { value } = await runJson(["doctor", "--embedded"], { ...place, host });
    return value.find((one: { check: string }) => one.check === "home");
  };
  assertEquals((await home()).message, `${place.home} has no data yet`);
  assertEquals([...Deno.readDirSync(place.home)], []);
  assertEquals((await runKtrdr(["data", "list", "--embedded"], place)).exitCode, 0);
  const used = await home();
  assertEquals(used.status, "ok");
  assertStringIncludes(used.message, ` can be used: `);
  assertStringIncludes(used.message, `, data of version ${migrations.length}`);
  await Deno.writeTextFile(`${place.home}/ktrdr.db`, "no database at all".repeat(500));
  const damaged = await home();
  assertEquals(damaged.status, "error");
  assertStringIncludes(damaged.message, "is not a ktrdr database");
});

async function checkRealHome(home: string) {
  const host = { ...createFakeHost({ env: { KTRDR_HOME: home } }), files: createDenoFiles() };
  const { exitCode, value } = await runJson(["doctor", "--embedded"], { host });
  return { exitCode, ...value.find((one: { check: string }) => one.check === "home") };
}

Deno.test("doctor finds out whether the home can be made, and leaves nothing behind", async () => {
  await using place = await openEmptyHome();
  const home = `${place.home}/not/there`;
  const well = await checkRealHome(home);
  assertEquals([well.exitCode, well.message], [0, `${home} is made when it is needed`]);
  assertEquals([...Deno.readDirSync(place.home)], []);
  const file = `${place.home}/file`;
  await Deno.writeTextFile(file, "mine");
  const below = await checkRealHome(`${file}/some/home`);
  assertEquals([below.exitCode, below.status, below.message], [1, "error", `"${file}" is no folder`]);
  assertStringIncludes(below.hint, "set KTRDR_HOME to a folder that can be written to");
});

Deno.test({
  name: "doctor tells a home in a folder that takes no folders",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const missing = await checkRealHome("/proc/no/home");
    assertEquals([missing.exitCode, missing.status, missing.message, missing.hint], [
      1,
      "error",
      '"/proc/no/home" cannot be made: "/proc" takes no new folder',
      "Set KTRDR_HOME to a folder that can be written to",
    ]);
    const there = await checkRealHome("/proc");
    assertEquals([there.exitCode, there.message], [1, '"/proc" cannot be written to']);
  },
});

Deno.test("doctor does not call a home broken that it may not look around", async () => {
  const host = createFakeHost({ env: { KTRDR_HOME: "/home/u/data" } });
  const refuse = () => Promise.reject(new Deno.errors.NotCapable('Requires read access to "/home/u"'));
  const files = {
    ...host.files,
    stat: (path: string) => path === "/home/u/data" ? host.files.stat(path) : refuse(),
  };
  const { exitCode, value } = await runJson(["doctor", "--embedded"], { host: { ...host, files } });
  const home = value.find((one: { check: string }) => one.check === "home");
  assertEquals([exitCode, home.message], [0, "/home/u/data is made when it is needed"]);
});

Deno.test("doctor tells that nothing is named, and what is used then", async () => {
  const { message } = await checkOf("server", {}, []);
  assertEquals(message, "No server is named; the one at localhost:8000 answers, and is used");
  const { exitCode, value } = await runJson(["doctor"], { host: world(refused()) });
  assertEquals(exitCode, 0);
  assertStringIncludes(
    JSON.stringify(value),
    "none answers at localhost:8000, so the engine inside this program",
  );
});

Deno.test({
  name: "doctor tells of a home that others can look into",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using place = await openEmptyHome();
    assertEquals((await runKtrdr(["data", "list", "--embedded"], place)).exitCode, 0);
    await Deno.chmod(place.home, 0o755);
    const host = { ...createEngineHost(place.home), files: createDenoFiles() };
    const { value } = await runJson(["doctor", "--embedded"], { ...place, host });
    const found = value.find((one: { check: string }) => one.check === "home");
    assertEquals([found.status, found.hint], ["warning", `chmod go= ${place.home}`]);
    assertStringIncludes(found.message, "others can look into it");
  },
});
