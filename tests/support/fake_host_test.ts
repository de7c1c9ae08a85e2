import { assertEquals, assertRejects } from "@std/assert";
import { createFakeHost } from "./fake_host.ts";

Deno.test("a fake host captures text until its reader goes", () => {
  const { stdout, stderr } = createFakeHost({ isTerminal: true, isStdoutTerminal: false });
  stdout.write("a");
  stdout.close();
  stdout.write("b");
  stderr.write("c");
  assertEquals([stdout.text, stderr.text], ["a", "c"]);
  assertEquals([stdout.isTerminal, stderr.isTerminal, stdout.isClosed], [false, true, true]);
});

Deno.test("a fake host has a terminal size only where it has a terminal", () => {
  assertEquals(createFakeHost().terminalSize(), undefined);
  const host = createFakeHost({ isTerminal: true });
  assertEquals(host.terminalSize(), { columns: 80, rows: 24 });
  host.resize(20);
  assertEquals(host.terminalSize(), { columns: 20, rows: 24 });
});

Deno.test("a fake host keeps files in memory", async () => {
  const { files, fileTexts } = createFakeHost({
    files: { "/project/b.yaml": "b", "/project/deep/c.yaml": "c" },
  });
  await files.replaceText("/project/a.yaml", "a");
  assertEquals(await files.readText("/project/a.yaml", { limit: 1 }), "a");
  assertEquals(await files.list("/project"), ["a.yaml", "b.yaml"]);
  assertEquals(await files.list("/nowhere"), []);
  assertEquals(await Promise.all(["/project", "/project/b.yaml", "/project/d"].map(files.exists)), [
    true,
    true,
    false,
  ]);
  assertEquals(fileTexts.size, 3);
  const error = await assertRejects(
    () => files.readText("/project/none.yaml", { limit: 1 }),
    Error,
    "No such file",
  );
  assertEquals(Reflect.get(error, "code"), "ENOENT");
});

Deno.test("a fake host knows its environment and never an empty variable", () => {
  const { env } = createFakeHost({ env: { KTRDR_API_URL: "http://a", NO_COLOR: "" } });
  assertEquals([env("KTRDR_API_URL"), env("NO_COLOR"), env("HOME")], ["http://a", undefined, undefined]);
});

Deno.test("a fake host raises signals to those who listen", () => {
  const host = createFakeHost();
  const heard: string[] = [];
  {
    using _first = host.onSignal("SIGINT", () => heard.push("first"));
    using _second = host.onSignal("SIGTERM", () => heard.push("second"));
    assertEquals([host.raise("SIGINT"), host.countListeners(), host.countListeners("SIGTERM")], [1, 2, 1]);
  }
  assertEquals([host.raise("SIGINT"), host.countListeners()], [0, 0]);
  assertEquals(heard, ["first"]);
});

Deno.test("virtual time jumps from one wait to the next, in order", async () => {
  const host = createFakeHost({ now: 0 });
  const woken: [string, number][] = [];
  async function wait(name: string, milliseconds: number): Promise<void> {
    await host.delay(milliseconds);
    woken.push([name, host.now()]);
  }
  await Promise.all([
    wait("late", 60_000),
    wait("early", 300),
    wait("middle", 1000).then(() => wait("again", 5)),
  ]);
  assertEquals(woken, [["early", 300], ["middle", 1000], ["again", 1005], ["late", 60_000]]);
});

Deno.test("virtual time stands still while a request is under way", async () => {
  const answer = Promise.withResolvers<Response>();
  const host = createFakeHost({ now: 0, fetch: () => answer.promise });
  let isOver = false;
  const waiting = host.delay(1000).then(() => isOver = true);
  const request = host.fetch(new Request("http://localhost/"));
  for (let round = 0; round < 20; round++) await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals([isOver, host.now()], [false, 0]);
  answer.resolve(new Response("ok"));
  assertEquals(await (await request).text(), "ok");
  await waiting;
  assertEquals(host.now(), 1000);
});

Deno.test("manual time moves only by advance()", async () => {
  const host = createFakeHost({ now: 0, time: "manual" });
  let turns = 0;
  const loop = (async () => {
    for (; turns < 3; turns++) await host.delay(300);
  })();
  await host.advance(299);
  assertEquals([turns, host.now()], [0, 299]);
  await host.advance(301);
  assertEquals([turns, host.now()], [2, 600]);
  await host.advance(300);
  await loop;
});

Deno.test("a wait ends with the reason of its signal, whatever the clock", async () => {
  for (const time of ["virtual", "manual", "real"] as const) {
    const host = createFakeHost({ time, fetch: () => new Promise(() => {}) });
    const controller = new AbortController();
    // Keeps a virtual clock from moving.
    host.fetch(new Request("http://localhost/"));
    const waiting = host.delay(60_000, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await assertRejects(() => waiting, Error, "enough");
    await assertRejects(() => host.delay(1, { signal: controller.signal }), Error, "enough");
  }
});

Deno.test("a fake host serves its own requests, records them and refuses the others", async () => {
  const host = createFakeHost();
  const listener = await host.serve(
    async (request) => new Response(`${request.method} ${await request.text()}`),
    { hostname: "127.0.0.1", port: 0 },
  );
  const url = `http://127.0.0.1:${listener.port}/health`;
  const send = () => host.fetch(new Request(url, { method: "POST", body: "hello" }));
  assertEquals(await (await send()).text(), "POST hello");
  assertEquals(await host.requests[0].text(), "hello");
  await assertRejects(() => host.serve(() => Promise.reject(new Error("unused")), listener), Error, "in use");
  await listener.shutdown();
  await listener.finished;
  await assertRejects(send, TypeError, "connection refused");
});
