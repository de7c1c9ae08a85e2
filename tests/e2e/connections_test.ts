import { assert, assertEquals, assertLess } from "@std/assert";
import { runJson, startByShell } from "../support/processes.ts";
import { openEmptyWorkplace } from "./workplace.ts";

/** So many descriptors that a server with two jobs has room for some connections, and not for those of the tests. */
const limited = 'ulimit -n 256; exec "$@"';

/** Opens connections that send `text` and then nothing. */
async function openMany(url: string, { count, text }: { count: number; text: string }): Promise<Deno.Conn[]> {
  const { hostname, port } = new URL(url);
  const connections: Deno.Conn[] = [];
  for (let index = 0; index < count; index++) {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connections.push(connection);
    // The server may have closed it: it has others to think of.
    if (text !== "") await connection.write(new TextEncoder().encode(text)).catch(() => {});
  }
  return connections;
}

Deno.test({
  name: "ktrdr serve closes the connections that wait longest, keeps its jobs, and stops in order",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using place = await openEmptyWorkplace();
    await using server = startByShell(limited, ["serve", "--port", "0"], place);
    const [, url] = await server.prints(/Serving the KTRDR API at (http:\/\/127\.0\.0\.1:\d+)\n/);
    const ktrdr = (...args: string[]) => runJson([...args, "--url", url], place);
    const start = async () => {
      const response = await fetch(`${url}/api/v1/dummy/start`, { method: "POST" });
      return (await response.json()).data.operation_id;
    };
    const first = await start();
    const head = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-A: ";
    const body = "PUT /api/v1/strategies/a HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nname";
    const connections: Deno.Conn[] = [];
    for (const text of ["", head, body]) {
      // No more at once than the system keeps for the server: with more a client waits a second for its next attempt.
      for (let count = 0; count < 400; count += 20) {
        connections.push(...await openMany(url, { count: 20, text }));
        const health = await fetch(`${url}/api/v1/health`, { headers: { connection: "close" } });
        assertEquals((await health.json()).status, "ok", text);
      }
    }
    // A job that starts meanwhile finds descriptors for its thread and its files.
    const second = await start();
    for (const id of [first, second]) assertEquals((await ktrdr("status", id)).status, "running");
    server.kill("SIGTERM");
    const { code, stderr } = await server.ended();
    assertEquals([code, stderr], [0, "Ctrl+C stops it\nStopping\n"]);
    for (const connection of connections) connection.close();
  },
});

Deno.test({
  name: "ktrdr serve takes connections again after the system had no descriptor left for one",
  ignore: Deno.build.os !== "linux" || !await hasPrlimit(),
  fn: async () => {
    await using place = await openEmptyWorkplace();
    await using server = startByShell('exec "$@"', ["serve", "--port", "0"], place);
    const [, url] = await server.prints(/Serving the KTRDR API at (http:\/\/127\.0\.0\.1:\d+)\n/);
    const limit = async (text: string) => {
      const args = ["--pid", String(server.pid), `--nofile=${text}`];
      assert((await new Deno.Command("prlimit", { args }).output()).success);
    };
    const used = [...Deno.readDirSync(`/proc/${server.pid}/fd`)].length;
    await limit(`${used}:1024`);
    const connections = await openMany(url, { count: 50, text: "" });
    await limit("1024:1024");
    // Those that came in vain are refused when it listens again.
    for (const connection of connections) connection.close();
    const signal = AbortSignal.timeout(60_000);
    let status = 0;
    while (status !== 200 && !signal.aborted) {
      const response = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(500) }).catch(() =>
        null
      );
      await response?.body?.cancel();
      status = response?.status ?? 0;
    }
    assertEquals(status, 200);
    server.kill("SIGTERM");
    assertEquals((await server.ended()).code, 0);
  },
});

async function hasPrlimit(): Promise<boolean> {
  return await new Deno.Command("prlimit", { args: ["--version"] }).output().then(() => true, () => false);
}

Deno.test("ktrdr serve closes a connection whose request does not come in time, and says so", async () => {
  await using place = await openEmptyWorkplace();
  await using server = startByShell('exec "$@"', ["serve", "--port", "0"], place);
  const [, url] = await server.prints(/Serving the KTRDR API at (http:\/\/127\.0\.0\.1:\d+)\n/);
  const [connection] = await openMany(url, { count: 1, text: "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n" });
  const openedAt = performance.now();
  const answer = await new Response(connection.readable).text();
  assert(answer.startsWith("HTTP/1.1 408 "), answer);
  assertLess(performance.now() - openedAt, 60_000);
});
