import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { barsCsv, openTestEngine, strategyText, type TestEngine, waitForEnd } from "./test_engine.ts";

interface ServedEngine extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
}

async function openServedEngine(): Promise<ServedEngine> {
  const place = await Deno.makeTempDir({ prefix: "ktrdr_served_" });
  const folder = join(place, "strategies");
  await Deno.mkdir(folder);
  const engine = await openTestEngine({ strategies: folder });
  return {
    engine,
    folder,
    write: (file, text) => Deno.writeTextFile(join(folder, file), text),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await Deno.remove(place, { recursive: true });
    },
  };
}

async function listNames(engine: TestEngine): Promise<string[]> {
  const { body } = await engine.get("/strategies/");
  return body.strategies.map(({ name }: { name: string }) => name);
}

Deno.test("what is in the served folder is what requests find, from one request to the next", async () => {
  await using served = await openServedEngine();
  const { engine, folder } = served;
  assertEquals(await listNames(engine), []);
  await served.write("mine.yaml", strategyText({ name: "mine" }));
  await served.write("other.yml", strategyText({ name: "other" }));
  await served.write("notes.txt", "no strategy");
  await served.write("no name.yaml", strategyText());
  assertEquals(await listNames(engine), ["mine", "other"]);
  for (const name of ["mine", "other"]) {
    const checked = await engine.post(`/strategies/validate/${name}`);
    assertEquals([checked.status, checked.body.valid], [200, true]);
    assertEquals((await engine.get(`/strategies/${name}/features`)).body.count, 5);
  }
  await served.write("mine.yaml", strategyText({ name: "mine" }).replace("period: 14", "period: 1"));
  assertEquals((await engine.post("/strategies/validate/mine")).body.valid, false);
  await Deno.remove(join(folder, "mine.yaml"));
  const gone = await engine.post("/strategies/validate/mine");
  assertEquals(gone.status, 404);
  assertEquals(
    gone.body.detail,
    `Strategy file not found: mine.yaml (stored: other). Put the file into "${folder}", or upload it with ` +
      "'ktrdr --url <server> model train mine.yaml'",
  );
  await Deno.remove(folder, { recursive: true });
  assertEquals(await listNames(engine), []);
});

Deno.test("a served strategy has the name in its text; that of its file where it has none, or another has it", async () => {
  await using served = await openServedEngine();
  const { engine } = served;
  await served.write(
    "a.yaml",
    `# mine\n${strategyText().replace(/^name: .*/, "name: 'momentum'  # my own")}`,
  );
  await served.write("b.yaml", strategyText({ name: "momentum" }));
  await served.write("c.yaml", strategyText({ name: "d" }));
  await served.write("d.yaml", strategyText({ name: "d" }));
  await served.write("e.yaml", "indicators: []");
  assertEquals(await listNames(engine), ["b", "c", "d", "e", "momentum"]);
  assertEquals((await engine.get("/strategies/momentum/features")).body.count, 5);
  assertEquals((await engine.get("/strategies/a/features")).status, 404);
  await served.write("a.yaml", strategyText({ name: "trend" }));
  assertEquals(await listNames(engine), ["c", "d", "e", "momentum", "trend"]);
});

Deno.test("a training is of the served file as it was when it was started", async () => {
  await using served = await openServedEngine();
  const { engine, folder } = served;
  await engine.put("/data/SPX/1d", barsCsv(500));
  const start = () => engine.post("/trainings/start", { strategy_name: "mine", seed: 1 });
  assertStringIncludes((await start()).body.detail, `Put the file into "${folder}"`);
  await served.write("mine.yaml", strategyText({ name: "mine", epochs: 2 }));
  const { status, body } = await start();
  assertEquals(status, 200, JSON.stringify(body));
  await Deno.remove(join(folder, "mine.yaml"));
  const ended = await waitForEnd(engine, body.task_id);
  assertEquals(ended.result_summary.training_metrics.epochs_trained, 2);
});

Deno.test("the served file counts before what was uploaded, and no upload hides it", async () => {
  await using served = await openServedEngine();
  const { engine, folder } = served;
  const uploaded = strategyText({ name: "mine" });
  assertEquals((await engine.put("/strategies/mine", uploaded)).body.created, true);
  const own = uploaded.replace("RSI and MACD", "The file");
  await served.write("mine.yaml", own);
  assertMatch((await engine.get("/strategies/mine")).body.description, /^The file/);
  const refused = await engine.put("/strategies/mine", uploaded);
  assertEquals(refused.status, 409);
  assertEquals(
    refused.body.detail,
    `Strategy "mine" is the file "${
      join(folder, "mine.yaml")
    }" of the folder that is served: change that file, or ` +
      "use another name",
  );
  // Nothing is to be stored where it is the same text.
  const same = await engine.put("/strategies/mine", own);
  assertEquals([same.status, same.body.created], [200, false]);
  await Deno.remove(join(folder, "mine.yaml"));
  assertMatch((await engine.get("/strategies/mine")).body.description, /^RSI and MACD/);
});

/** The superuser may read it all the same. */
const closed: [string, (path: string) => Promise<unknown>, string] = ["closed", async (path) => {
  await Deno.writeTextFile(path, strategyText());
  await Deno.chmod(path, 0);
}, "No permission to use"];

/** Files that nobody can use, by name, and what is said of them. */
const faults: readonly [name: string, make: (path: string) => Promise<unknown>, reason: string][] = [
  ...(Deno.uid() === 0 ? [] : [closed]),
  [
    "half",
    (path) => Deno.writeTextFile(path, strategyText({ name: "half" }).slice(0, 700)),
    "is not valid:\n",
  ],
  ["long", (path) => Deno.writeTextFile(path, "#".repeat(1024 * 1024 + 1)), "it is too long"],
  ["folder", (path) => Deno.mkdir(path), "it is a folder"],
  ["pipe", (path) => new Deno.Command("mkfifo", { args: [path] }).output(), "it is a pipe, expected a file"],
  ["device", (path) => Deno.symlink("/dev/zero", path), "it is a link that leads out of its folder"],
  ["loop", (path) => Deno.symlink(path, path), "loop.yaml"],
  ["outside", async (path) => {
    await Deno.writeTextFile(join(path, "../../secret.yaml"), strategyText());
    await Deno.symlink("../secret.yaml", path);
  }, "it is a link that leads out of its folder"],
];

for (const [name, make, reason] of faults) {
  Deno.test({
    name: `a file of the served folder that cannot be used is named, and hides no other: ${name}`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      await using served = await openServedEngine();
      const { engine, folder } = served;
      const file = join(folder, `${name}.yaml`);
      await make(file);
      await served.write("sound.yaml", strategyText({ name: "sound" }));
      const { body: { strategies } } = await engine.get("/strategies/");
      const listed = strategies.map((
        one: { name: string; description: string },
      ) => [one.name, one.description]);
      assertEquals(listed.map(([listedName]: string[]) => listedName), [name, "sound"].sort());
      assertMatch(new Map<string, string>(listed).get(name) ?? "", /^Not valid: \d+ error/);
      const answers = [
        await engine.post("/trainings/start", { strategy_name: name }),
        await engine.get(`/strategies/${name}/features`),
        ...(name === "half" ? [] : [await engine.post(`/strategies/validate/${name}`)]),
      ];
      for (const { status, body } of answers) {
        const message = body.detail.message ?? body.detail;
        assertEquals(status, 400, JSON.stringify(body));
        assertStringIncludes(message, file);
        assertStringIncludes(message, reason);
      }
      assertEquals((await engine.post("/strategies/validate/sound")).body.valid, true);
    },
  });
}

Deno.test("a link within the served folder is followed, and no name leads out of it", async () => {
  await using served = await openServedEngine();
  const { engine, folder } = served;
  await served.write("real.yaml", strategyText({ name: "real" }));
  await Deno.symlink("real.yaml", join(folder, "link.yaml"));
  assertEquals((await engine.post("/strategies/validate/link")).body.valid, true);
  await Deno.writeTextFile(join(folder, "../secret.yaml"), strategyText());
  for (const name of ["..%2Fsecret", "%2e%2e%2fsecret", "..%5Csecret", "%2Fetc%2Fpasswd"]) {
    const { status } = await engine.get(`/strategies/${name}/features`);
    assertEquals(status, 400, name);
  }
});
