import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { temporaryFolder } from "./temporary_store.ts";

const writer = fromFileUrl(new URL("./fixtures/write_together.ts", import.meta.url));

Deno.test("two processes open and fill one new home at the same moment", async () => {
  using folder = temporaryFolder();
  const processes = ["left", "right"].map((name, index) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", writer, folder.path, name, String(index)],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn()
  );
  const outputs = processes.map((child) => {
    const [ready, rest] = child.stdout.tee();
    return { ready: ready.getReader(), rest: rest.cancel(), errors: new Response(child.stderr).text() };
  });
  for (const { ready } of outputs) await ready.read();
  for (const child of processes) await child.stdin.close();
  for (const [index, child] of processes.entries()) {
    const { success } = await child.status;
    assert(success, await outputs[index].errors);
    await outputs[index].ready.cancel();
    await outputs[index].rest;
    await outputs[index].errors;
  }
  using store = openStore({ home: folder.path });
  const page = store.operations.list({ limit: 1000, offset: 0, status: "completed" });
  assertEquals(page.total, 200);
  assertEquals(store.operations.find("shared")?.version, 201);
  const models = store.models.list();
  assertEquals(
    models.map((model) => model.version).sort((a, b) => a - b),
    models.map((_, index) => index + 1),
  );
  assertEquals(models.length, 20);
  for (const model of models) {
    const [offset, index] = store.models.weights(model)[0];
    assertEquals(model.operationId, `${["left", "right"][offset]}_${index}`);
  }
  const bars = store.bars.read({ symbol: "EURUSD", timeframe: "1h" });
  assertEquals(
    [...bars?.time ?? []],
    Array.from({ length: 20 }, (_, index) => Math.floor(index / 2) * 10 + index % 2),
  );
  assert(["left", "right"].some((name) => store.strategies.read("trend") === name.repeat(1000)));
  assertEquals([...Deno.readDirSync(join(folder.path, "tmp"))], []);
});
