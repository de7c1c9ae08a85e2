import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { sendEndlessBody, sendRaw } from "../support/raw_http.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { whileServing } from "../support/while_serving.ts";

const quietEnd = "Ctrl+C stops it\nStopping\n";

Deno.test("a web page can neither change nor read anything of a served engine", async () => {
  const run = await whileServing([], async ({ port, url }) => {
    const own = [`Host: 127.0.0.1:${port}`];
    const text = strategyText();
    const put = (...headers: string[]) =>
      sendRaw(
        port,
        ["PUT /api/v1/strategies/rsi_spx HTTP/1.1", `Content-Length: ${text.length}`, ...headers],
        text,
      );
    const pages = [
      [...own, "Content-Type: text/plain", "Origin: http://evil.example"],
      [...own, "Content-Type: text/plain", "Origin: null"],
      ["Host: evil.example", "Origin: http://evil.example"],
      [`Host: evil.example:${port}`, `Origin: http://evil.example:${port}`],
    ];
    for (const headers of pages) {
      const { status, headers: given, body } = await put(...headers);
      assertEquals(status, headers[0] === own[0] ? 403 : 421);
      assertEquals(typeof JSON.parse(body).detail, "string");
      assertEquals([...given.keys()].filter((name) => name.startsWith("access-control")), []);
    }
    const preflight = await sendRaw(port, [
      "OPTIONS /api/v1/strategies/rsi_spx HTTP/1.1",
      ...own,
      "Origin: http://evil.example",
      "Access-Control-Request-Method: PUT",
    ]);
    assertEquals(preflight.status, 403);
    const stored = await fetch(`${url}/api/v1/strategies/`);
    assertEquals((await stored.json()).strategies, []);
    assertEquals((await put(...own)).status, 200);
  });
  assertEquals([run.exitCode, run.stderr], [0, quietEnd]);
});

Deno.test("requests that no client would send are answered, with no trace on stderr", async () => {
  const run = await whileServing([], async ({ port }) => {
    const own = `Host: localhost:${port}`;
    const requests: [string[], number][] = [
      [["GET /api/v1/health HTTP/1.0"], 200],
      [["GET http://evil.example/api/v1/health HTTP/1.1", own], 200],
      [["GET /api/v1/health HTTP/1.1", "Host: a b"], 400],
      [["GET /api/v1/health HTTP/1.1", own, "Host: evil.example"], 400],
      [["GET /api/v1/health HTTP/1.1", "Host: \u00e4"], 421],
      [["TRACE /api/v1/health HTTP/1.1", own], 400],
      [["BREW /api/v1/health HTTP/1.1", own], 400],
      [["PURGE /api/v1/health HTTP/1.1", own], 405],
      [["OPTIONS * HTTP/1.1", own], 404],
      [["GET //api/v1/health HTTP/1.1", own], 404],
      [["GET /api/v1/strategies/%2e%2e%2f%2e%2e%2fetc HTTP/1.1", own], 400],
      [["GET /api/v1/strategies/%ff HTTP/1.1", own], 400],
      [["GET /api/v1/operations/%00 HTTP/1.1", own], 404],
    ];
    for (const [lines, status] of requests) {
      assertEquals((await sendRaw(port, lines)).status, status, lines.join("|"));
    }
  });
  assertEquals([run.exitCode, run.stderr], [0, quietEnd]);
});

const mebibyte = 1024 * 1024;

Deno.test("a body beyond its limit is refused before it has been read", async () => {
  const run = await whileServing([], async ({ port }) => {
    const own = `Host: localhost:${port}`;
    const limits: [string, number, string][] = [
      ["POST /api/v1/trainings/start", mebibyte, "1 MiB"],
      ["DELETE /api/v1/operations/op_1", mebibyte, "1 MiB"],
      ["PUT /api/v1/strategies/a", mebibyte / 16, "64 KiB"],
      ["PUT /api/v1/data/SPX/1d", 1024 * mebibyte, "1 GiB"],
    ];
    for (const [route, limit, told] of limits) {
      const detail = `The body is too long, expected at most ${told}`;
      const announced = await sendRaw(port, [`${route} HTTP/1.1`, own, `Content-Length: ${limit + 1}`]);
      assertEquals([announced.status, JSON.parse(announced.body)], [413, { detail }]);
      if (limit > mebibyte) continue;
      const endless = await sendEndlessBody(port, [`${route} HTTP/1.1`, own]);
      assertEquals([endless.status, JSON.parse(endless.body)], [413, { detail }]);
      // What is beyond lies in the buffers of the system.
      assertLess(endless.sent, limit + 16 * mebibyte);
    }
  });
  assertEquals([run.exitCode, run.stderr], [0, quietEnd]);
});

Deno.test("a body that breaks off is no body: nothing is stored", async () => {
  await whileServing([], async ({ port, url }) => {
    const csv = "timestamp,open,high,low,close\n2020-01-01,1,2,1,2\n2020-01-02,1,2,1,2\n";
    const head = `PUT /api/v1/data/SPX/1d HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 999\r\n\r\n`;
    const socket = await Deno.connect({ hostname: "127.0.0.1", port });
    await new Response(head + csv).body?.pipeTo(socket.writable, { preventClose: true });
    await socket.closeWrite();
    await new Response(socket.readable).text().catch(() => {});
    const symbols = await fetch(`${url}/api/v1/symbols`);
    assertEquals((await symbols.json()).data, []);
  });
});

Deno.test("serve stops although a request is never finished", async () => {
  const uploads: Deno.TcpConn[] = [];
  const run = await whileServing([], async ({ port, url }) => {
    const upload = await Deno.connect({ hostname: "127.0.0.1", port });
    uploads.push(upload);
    const lines = [
      "PUT /api/v1/strategies/a HTTP/1.1",
      `Host: localhost:${port}`,
      "Content-Length: 99",
      "",
      "a",
    ];
    await new Response(lines.join("\r\n")).body?.pipeTo(upload.writable, { preventClose: true });
    // Answered after the other one has arrived.
    await (await fetch(`${url}/api/v1/health`)).body?.cancel();
  });
  assertEquals([run.exitCode, run.stderr], [0, quietEnd]);
  assertLess(run.stopTook, 10_000);
  const reader = uploads[0].readable.getReader();
  const { value: answer } = await reader.read();
  await reader.cancel();
  assertMatch(new TextDecoder().decode(answer), /^HTTP\/1\.1 503 .*The server is stopping"\}$/s);
  await run.finished;
});

Deno.test("serve --token-file demands the token, and shows it nowhere", async () => {
  const files = { "token.txt": "s3cret\n", "bad.txt": "wr0ng\n" };
  const run = await whileServing(["--token-file", "token.txt"], async ({ url }) => {
    const client = (args: string[], env: Record<string, string> = {}) =>
      runKtrdr([...args, "--url", url], {
        host: createFakeHost({ time: "real", env, files, fetch: (request) => fetch(request) }),
      });
    const refused = await client(["ops"]);
    assertEquals([refused.exitCode, refused.stdout], [4, ""]);
    assertEquals(
      refused.stderr,
      "Error: This server demands its bearer token\nHint: Set KTRDR_TOKEN or use --token-file\n",
    );
    assertEquals((await client(["ops", "--token-file", "bad.txt"])).exitCode, 4);
    for (
      const taken of [
        await client(["ops"], { KTRDR_TOKEN: "s3cret" }),
        await client(["ops", "--token-file", "token.txt"]),
      ]
    ) assertEquals(taken.exitCode, 0, taken.stderr);
    const health = await fetch(`${url}/api/v1/health`);
    assertEquals(Object.keys(await health.json()), [
      "status",
      "version",
      "orphan_detector",
      "extensions",
      "store_version",
    ]);
  }, { files, fileModes: { "token.txt": 0o600 } });
  assertEquals(run.stderr, quietEnd);
  assert(!run.stdout.includes("s3cret"));
});

Deno.test("serve warns of a token file that others can read", async () => {
  const files = { "token.txt": "s3cret\n" };
  const warning = "Warning: Others can read the token in 'token.txt': chmod 600 token.txt\n";
  for (const [mode, isTold] of [[0o644, true], [0o640, true], [0o600, false]] as const) {
    const options = { files, fileModes: { "token.txt": mode } };
    const run = await whileServing(["--token-file", "token.txt"], () => Promise.resolve(), options);
    assertEquals(run.stderr.includes(warning), isTold);
  }
});

Deno.test("KTRDR_SERVE_TOKEN is the token too, and KTRDR_TOKEN is not", async () => {
  const env = { KTRDR_SERVE_TOKEN: "served", KTRDR_TOKEN: "asked" };
  await whileServing([], async ({ url }) => {
    for (const [token, status] of [["served", 200], ["asked", 401]]) {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/api/v1/operations`, { headers });
      await response.body?.cancel();
      assertEquals(response.status, status);
    }
  }, { env });
});

Deno.test("serve beyond loopback warns unless there is a token", async () => {
  const open = await whileServing(["--host", "0.0.0.0"], async ({ port }) => {
    const lines = ["GET /api/v1/health HTTP/1.1"];
    assertEquals((await sendRaw(port, [...lines, `Host: 192.168.1.5:${port}`])).status, 200);
    assertEquals((await sendRaw(port, [...lines, `Host: evil.example:${port}`])).status, 421);
  });
  assertMatch(
    open.stderr,
    /^Warning: Whoever can reach 0\.0\.0\.0:\d+ may use this server: set a token with --token-file\n/,
  );
  const closed = await whileServing(["--host", "0.0.0.0"], () => Promise.resolve(), {
    env: { KTRDR_SERVE_TOKEN: "s3cret" },
  });
  assertEquals(closed.stderr, quietEnd);
});

Deno.test("serve --allow-host answers requests for that host too", async () => {
  await whileServing(["--allow-host", "a.example", "--allow-host", "b.example:443"], async ({ port }) => {
    for (const [host, status] of [["a.example", 200], ["b.example:443", 200], ["b.example", 421]] as const) {
      const { status: given } = await sendRaw(port, ["GET /api/v1/health HTTP/1.1", `Host: ${host}`]);
      assertEquals(given, status, host);
    }
  });
});

Deno.test("serve refuses options that would leave the server open or deaf", async () => {
  const files = { "empty.txt": "\n" };
  const cases: [string[], string][] = [
    [["--token-file", "empty.txt"], "File 'empty.txt' holds no token"],
    [["--token-file", "none.txt"], "Cannot read 'none.txt': there is no such file"],
    [
      ["--allow-host", "https://a.example"],
      `--allow-host is "https://a.example", expected the name of a host`,
    ],
    [["--host", " "], "--host is ' ', expected an address such as 127.0.0.1"],
    [["--port", "70000"], "--port is '70000', expected 0 to 65535"],
  ];
  for (const [args, message] of cases) {
    const { exitCode, stdout, stderr } = await runKtrdr(["serve", ...args], { files });
    assertEquals([exitCode, stdout], [2, ""]);
    assertStringIncludes(stderr, `Error: ${message}\n`);
  }
  const blank = await runKtrdr(["serve"], { env: { KTRDR_SERVE_TOKEN: " " } });
  assertEquals(blank.exitCode, 2);
});
