import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost, type FakeHostOptions } from "../support/fake_host.ts";
import { openEmptyHome } from "../support/engine_homes.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { createEngineHost, runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { hang, json, type Responder, ScriptedServer, text } from "../support/scripted_server.ts";

const symbols = json({ success: true, data: [{ symbol: "SPX", available_timeframes: ["1d"] }] });

/** The address that `ktrdr data list` asks. */
async function askedAddress(args: string[], options: FakeHostOptions = {}): Promise<string> {
  const host = createFakeHost({ fetch: () => symbols(new Request("http://unused")), ...options });
  const { exitCode, stderr } = await runKtrdr(["data", "list", ...args], { host });
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(host.requests.length, 1);
  return host.requests[0].url.replace(/\/api\/v1\/symbols$/, "");
}

const env = { KTRDR_API_URL: "http://variable" };
const files = { "/project/.env.sandbox": "# sandbox\nKTRDR_API_PORT = 8003\n" };

Deno.test("--url wins over --port, which wins over the variable, which wins over the sandbox file", async () => {
  const url = ["--url", "http://flag:7000"];
  const port = ["--port", "7001"];
  assertEquals(await askedAddress([...url, ...port], { env, files }), "http://flag:7000");
  assertEquals(await askedAddress(port, { env, files }), "http://localhost:7001");
  assertEquals(await askedAddress([], { env, files }), "http://variable:8000");
  assertEquals(await askedAddress([], { files }), "http://localhost:8003");
  assertEquals(
    await askedAddress([], { files, workingDirectory: "/project/deep/er" }),
    "http://localhost:8003",
  );
});

Deno.test("an explicit address is taken as it is, even if it is the default one in a sandbox", async () => {
  assertEquals(await askedAddress(["--url", "http://localhost:8000"], { files }), "http://localhost:8000");
  assertEquals(await askedAddress(["--url", "localhost"], { files }), "http://localhost:8000");
  assertEquals(await askedAddress(["--url", "https://ktrdr.example"]), "https://ktrdr.example");
});

Deno.test("global options count before the command, too", async () => {
  const host = createFakeHost({ fetch: () => symbols(new Request("http://unused")) });
  const { exitCode } = await runKtrdr(["--port", "7001", "--json", "data", "list"], { host });
  assertEquals([exitCode, host.requests[0].url], [0, "http://localhost:7001/api/v1/symbols"]);
});

Deno.test("a sandbox file that makes no sense is named with its line", async () => {
  const { exitCode, stderr } = await runKtrdr(["data", "list"], {
    files: { "/project/.env.sandbox": "A=1\nKTRDR_API_PORT=none\n" },
  });
  assertEquals(exitCode, 2);
  assertStringIncludes(stderr, '/project/.env.sandbox:2: KTRDR_API_PORT "none" is not a port');
});

Deno.test("user, password, query and token of the settings are sent, and not shown", async () => {
  const host = createFakeHost({
    fetch: () => new Response("{}", { status: 404 }),
    files: { "token.txt": "s3cret\n" },
  });
  const { exitCode, stdout, stderr } = await runKtrdr([
    "data",
    "list",
    "--url",
    "http://me:pass@host/?key=k",
    "--token-file",
    "token.txt",
  ], { host });
  assertEquals(exitCode, 5);
  assertEquals(host.requests[0].headers.get("authorization"), "Bearer s3cret");
  assertEquals(new URL(host.requests[0].url).searchParams.get("key"), "k");
  for (const secret of ["s3cret", "pass", "key=k"]) assertEquals((stdout + stderr).includes(secret), false);
});

Deno.test("a token file that is not there is an error", async () => {
  const { exitCode, stderr } = await runKtrdr(["data", "list", "--token-file", "none.txt"]);
  assertEquals([exitCode, stderr], [2, "Error: Cannot read 'none.txt': there is no such file\n"]);
});

Deno.test("with nothing configured a KTRDR server at localhost:8000 is used, and nothing is said", async () => {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    "GET /symbols": [symbols],
  });
  const { exitCode, stdout, stderr } = await runKtrdr(["data", "list"], { fetch: server.fetch });
  assertEquals([exitCode, stderr], [0, ""]);
  assertEquals(stdout, "SYMBOL  TIMEFRAMES  NAME\nSPX     1d          -\n");
  assertEquals(server.routes, ["GET /health", "GET /symbols"]);
});

Deno.test("a token goes to no server that was only found, which is said", async () => {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    "GET /symbols": [symbols],
  });
  const env = { KTRDR_TOKEN: "s3cret" };
  const found = await runKtrdr(["data", "list"], { fetch: server.fetch, env });
  assertEquals(
    [found.exitCode, found.stderr],
    [
      0,
      "The token of KTRDR_TOKEN is not sent to localhost:8000, which nothing names (--url http://localhost:8000 does)\n",
    ],
  );
  assertEquals(server.requests.filter(({ headers }) => "authorization" in headers), []);
  const named = await runKtrdr(["data", "list", "--url", "http://localhost:8000"], {
    fetch: server.fetch,
    env,
  });
  assertEquals([named.exitCode, named.stderr], [0, ""]);
  assertEquals(server.requests.at(-1)?.headers.authorization, "Bearer s3cret");
});

const noServers: Record<string, Responder> = {
  "nothing listens": () => Promise.reject(new TypeError("connection refused")),
  "another program listens": text("<html><title>Hi</title></html>", {
    headers: { "content-type": "text/html" },
  }),
  "another API listens": json({ hello: "world" }),
  "a server that fails": json({ detail: "no" }, { status: 500 }),
};

Deno.test("with nothing configured and no KTRDR server the embedded engine is used, which is said once", async () => {
  await using place = await openEmptyHome();
  for (const [what, answer] of Object.entries(noServers)) {
    const host = createEngineHost(place.home, { fetch: answer });
    const { exitCode, stdout, stderr } = await runKtrdr(["data", "list"], { host, home: place.home });
    assertEquals([exitCode, stdout], [0, "No bars yet: 'ktrdr data sample' imports some\n"], what);
    assertEquals(stderr, "No KTRDR server at localhost:8000, using the embedded engine\n");
    assertEquals(host.requests.map(({ url }) => url), ["http://localhost:8000/api/v1/health"]);
  }
  const quiet = await runKtrdr(["data", "list", "--quiet"], { home: place.home });
  assertEquals([quiet.exitCode, quiet.stderr], [0, ""]);
  const { value } = await runJson(["data", "list"], { home: place.home });
  assertEquals(value, []);
});

Deno.test("who may not look for a server is told so, and with which flag Deno permits it", async () => {
  await using place = await openEmptyHome();
  const refuse = () => {
    const text = 'Requires net access to "localhost:8000", run again with the --allow-net flag';
    return Promise.reject(new Deno.errors.NotCapable(text));
  };
  const run = await runKtrdr(["data", "list"], {
    host: createEngineHost(place.home, { fetch: refuse }),
    home: place.home,
  });
  assertEquals([run.exitCode, run.stdout, run.stderr], [
    0,
    "No bars yet: 'ktrdr data sample' imports some\n",
    "Deno does not permit to look for a server (--allow-net=localhost:8000 does), using the embedded engine\n",
  ]);
  const doctor = await runJson(["doctor"], { host: createFakeHost({ fetch: refuse }) });
  const server = doctor.value.find((one: { check: string }) => one.check === "server");
  assertEquals([doctor.exitCode, server.status, server.message, server.hint], [
    0,
    "warning",
    "No server is named; Deno does not permit to look at localhost:8000, so the engine inside this program does the work",
    "Run it with --allow-net=localhost:8000, or name what is meant with --url or --embedded",
  ]);
});

Deno.test("--embedded wins over everything that is configured, and asks no server", async () => {
  await using place = await openEmptyHome();
  const host = createEngineHost(place.home, { env, files });
  const { exitCode, stderr } = await runKtrdr(["data", "list", "--embedded"], { host, home: place.home });
  assertEquals([exitCode, stderr, host.requests.length], [0, "", 0]);
});

Deno.test("a server that was named is never replaced by the embedded engine", async () => {
  await using place = await openEmptyHome();
  const cases: [string[], FakeHostOptions][] = [
    [["--url", "http://localhost:8000"], {}],
    [["--port", "8000"], {}],
    [[], { env }],
    [[], { files }],
  ];
  for (const [args, options] of cases) {
    const host = createFakeHost({ ...options, env: { KTRDR_HOME: place.home, ...options.env } });
    const { exitCode, stdout, stderr } = await runKtrdr(["data", "list", ...args], {
      host,
      home: place.home,
    });
    assertEquals([exitCode, stdout], [6, ""]);
    assertStringIncludes(stderr, "Error: Nothing listens at ");
    assertStringIncludes(stderr, "Hint: Start the server, or check --url, --port and KTRDR_API_URL\n");
    assertEquals(stderr.split("\n").length, 3);
  }
});

Deno.test("a server that answers with a web page is no KTRDR server, in one message", async () => {
  const page = text("<!doctype html><title>Welcome</title>", { headers: { "content-type": "text/html" } });
  const { exitCode, stdout, stderr } = await runKtrdr(["data", "list", "--url", "http://web"], {
    fetch: page,
  });
  assertEquals([exitCode, stdout], [1, ""]);
  assertEquals(
    stderr,
    "Error: GET http://web:8000/api/v1/symbols answered 200 with text/html instead of JSON\n" +
      "Hint: Is it a KTRDR server? Check --url and KTRDR_API_URL: the API is usually below /api/v1\n",
  );
});

Deno.test("a refused request ends with the exit code of its status", async () => {
  const cases: [number, number][] = [[400, 2], [422, 2], [401, 4], [403, 4], [404, 5], [409, 5], [500, 1]];
  for (const [status, expected] of cases) {
    const fetch = json({ detail: "The reason" }, { status });
    const { exitCode, value } = await runJson(["data", "list", "--url", "http://server"], { fetch });
    assertEquals([exitCode, value.message, value.http_status], [expected, "The reason", status]);
  }
});

Deno.test("--verbose tells what is tried again; without it nothing is said", async () => {
  for (const verbose of [false, true]) {
    const busy = json({ detail: "Restarting" }, { status: 503 });
    const server = new ScriptedServer({ "GET /symbols": [busy, symbols] });
    const args = ["data", "list", "--url", "http://server", ...verbose ? ["--verbose"] : []];
    const { exitCode, stderr } = await runKtrdr(args, { fetch: server.fetch });
    const retry = "GET http://server:8000/api/v1/symbols: Restarting; trying again (1)\n";
    assertEquals([exitCode, stderr], [0, verbose ? retry : ""]);
  }
});

Deno.test("--request-timeout bounds a request: exit code 6", async () => {
  const { exitCode, stdout, stderr } = await runKtrdr(
    ["data", "list", "--url", "http://server", "--request-timeout", "0.01"],
    { fetch: hang() },
  );
  assertEquals([exitCode, stdout], [6, ""]);
  assertStringIncludes(stderr, "GET http://server:8000/api/v1/symbols");
});
