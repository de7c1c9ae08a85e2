/** Certificates, proxies and slow servers, met by a real process over real sockets. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { projectRoot, runProgram, startProgram } from "../support/processes.ts";

const models = () => Response.json({ success: true, models: [] });

/** Whether certificates can be made here. */
const hasOpenssl = await new Deno.Command("openssl", { args: ["version"], stdout: "null", stderr: "null" })
  .output()
  .then(({ success }) => success, () => false);

/** Runs openssl in a folder. */
async function openssl(folder: string, line: string): Promise<void> {
  const command = new Deno.Command("openssl", {
    args: line.split(" "),
    cwd: folder,
    stdout: "null",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Makes an authority, and certificates that it signed: a good one, one for another name, one that has expired. */
async function makeCertificates(folder: string): Promise<void> {
  const key = "-newkey rsa:2048 -nodes";
  await openssl(folder, `req -x509 ${key} -keyout ca.key -out ca.pem -days 30 -subj /CN=own`);
  for (
    const [name, host, days] of [["good", "localhost", 30], ["other", "other.example", 30], [
      "old",
      "localhost",
      -1,
    ]]
  ) {
    await Deno.writeTextFile(
      `${folder}/${name}.ext`,
      `subjectAltName=DNS:${host}\nbasicConstraints=CA:FALSE\n`,
    );
    await openssl(folder, `req ${key} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`);
    await openssl(
      folder,
      `x509 -req -in ${name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out ${name}.pem -extfile ${name}.ext -days ${days}`,
    );
  }
}

Deno.test({
  name: "a certificate that is not trusted is told with the way out, and an own authority can be trusted",
  ignore: !hasOpenssl,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "ktrdr_tls_" });
    try {
      await makeCertificates(folder);
      const trusting = { DENO_CERT: `${folder}/ca.pem` };
      const cases: [string, Record<string, string>, number, string][] = [
        ["good", trusting, 0, ""],
        [
          "good",
          {},
          6,
          "its certificate is signed by nobody that is trusted here\nHint: Trust the authority",
        ],
        ["other", trusting, 6, "its certificate is for another name\nHint: Use the name"],
        ["old", trusting, 6, "its certificate has expired, or is not valid yet\nHint: Renew"],
      ];
      await Promise.all(cases.map(async ([name, env, code, text]) => {
        const [cert, key] = [`${name}.pem`, `${name}.key`].map((file) =>
          Deno.readTextFileSync(`${folder}/${file}`)
        );
        const server = Deno.serve({
          hostname: "127.0.0.1",
          port: 0,
          cert,
          key,
          onListen() {},
          onError: models,
        }, models);
        const url = `https://localhost:${server.addr.port}`;
        const outcome = await runProgram(["model", "list", "--url", url], { folder: projectRoot, env });
        assertEquals(outcome.code, code, `${name}: ${outcome.stderr}`);
        assertStringIncludes(outcome.stderr, text);
        await server.shutdown();
      }));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** A proxy that answers every request with some bytes, and keeps the first lines of what it was asked. */
function openProxy(answer: string) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const lines: string[] = [];
  const serve = async (connection: Deno.Conn) => {
    using open = connection;
    const buffer = new Uint8Array(8192);
    const length = await open.read(buffer) ?? 0;
    lines.push(new TextDecoder().decode(buffer.subarray(0, length)).split("\r\n")[0]);
    if (answer !== "") await open.write(new TextEncoder().encode(answer));
  };
  const accepting = (async () => {
    const connections: Promise<void>[] = [];
    for await (const connection of listener) connections.push(serve(connection).catch(() => {}));
    await Promise.all(connections);
  })();
  return {
    lines,
    url: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
    },
  };
}

function answerOf(status: string, body = ""): string {
  const type = body === "" ? "" : "content-type: application/json\r\n";
  return `HTTP/1.1 ${status}\r\n${type}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
}

Deno.test("a proxy is used, spared by NO_PROXY, and told of when it gives no way", async () => {
  const list = answerOf("200 OK", '{"success":true,"models":[]}');
  const cases: [
    answer: string,
    url: string,
    spared: string,
    code: number,
    text: string,
    asked: RegExp | null,
  ][] = [
    [list, "http://ktrdr.invalid:8000", "", 0, "", /^GET http:\/\/ktrdr\.invalid:8000\/api\/v1\/models/],
    [list, "http://ktrdr.invalid:8000", "ktrdr.invalid", 6, 'Host "ktrdr.invalid" is not known', null],
    [
      answerOf("407 Proxy Authentication Required"),
      "http://ktrdr.invalid",
      "",
      1,
      "HTTP_PROXY=http://user:password@",
      /^GET/,
    ],
    [
      answerOf("407 Proxy Authentication Required"),
      "https://ktrdr.invalid",
      "",
      6,
      "The proxy gives no way",
      /^CONNECT/,
    ],
    [
      answerOf("403 Forbidden"),
      "https://ktrdr.invalid",
      "",
      6,
      "The proxy gives no way to ktrdr.invalid",
      /^CONNECT/,
    ],
    ["", "https://ktrdr.invalid", "", 6, "or name the host in NO_PROXY", /^CONNECT ktrdr\.invalid:443/],
  ];
  await Promise.all(cases.map(async ([answer, url, spared, code, text, asked]) => {
    await using proxy = openProxy(answer);
    const env = {
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: spared,
      DENO_NO_UPDATE_CHECK: "1",
    };
    const outcome = await runProgram(["model", "list", "--url", url], { folder: projectRoot, env });
    assertEquals(outcome.code, code, outcome.stderr);
    assertStringIncludes(outcome.stderr, text);
    if (asked === null) assertEquals(proxy.lines, []);
    else assertMatch(proxy.lines[0], asked);
  }));
});

Deno.test("an answer of a byte now and then is bounded by --request-timeout, and left by Ctrl+C at once", async () => {
  const encoder = new TextEncoder();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const started = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        timer = setInterval(() => controller.enqueue(encoder.encode(" ")), 50);
        timers.add(timer);
        started.resolve();
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  const bounded = await runProgram(["ops", "--url", url, "--request-timeout", "0.3"], {
    folder: projectRoot,
  });
  assertEquals(bounded.code, 6, bounded.stderr);
  assertStringIncludes(bounded.stderr, "0.3 s");
  await using program = startProgram(["follow", "op_training_20260101_000000_cafe0001", "--url", url], {
    folder: projectRoot,
  });
  await started.promise;
  await program.says(/Ctrl\+C stops following|op_training/);
  program.kill("SIGINT");
  assertEquals((await program.ended()).code, 130);
  for (const timer of timers) clearInterval(timer);
  await server.shutdown();
});
