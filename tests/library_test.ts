import { assertEquals, assertMatch } from "@std/assert";
import { openEngine } from "../lib/engine/mod.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { readSources } from "./architecture/read_sources.ts";
import { barsCsv, openTestEngine, strategyText } from "./engine/http/test_engine.ts";
import { environment, projectRoot } from "./support/processes.ts";
import { ProgramProcess } from "./support/program_process.ts";

const worker = import.meta.resolve("../lib/engine/worker.ts");

/** An engine on a port, whose strategy `rsi_spx` is trained for so many epochs. */
async function serveEngine(folder: string, epochs: number): Promise<AsyncDisposable & { host: string }> {
  const home = `${folder}/home`;
  {
    await using engine = await openTestEngine({ home });
    await engine.put("/data/SPX/1d", barsCsv(700));
    await engine.put("/strategies/rsi_spx", strategyText({ epochs }));
  }
  const engine = await openEngine({ home, createWorker: () => new Worker(worker, { type: "module" }) });
  const listener = await createDenoHost().serve((request) => engine.fetch(request), {
    hostname: "127.0.0.1",
    port: 0,
  });
  return {
    host: `127.0.0.1:${listener.port}`,
    async [Symbol.asyncDispose]() {
      await listener.shutdown();
      await engine[Symbol.asyncDispose]();
    },
  };
}

/** Runs a program that may talk to a host, and do nothing else. */
function startProgram(path: string, { host, args = [] }: { host: string; args?: string[] }): ProgramProcess {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", `--allow-net=${host}`, "--config", `${projectRoot}deno.json`, path, ...args],
    env: { ...environment(), NO_COLOR: "1", NO_PROXY: "127.0.0.1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  return new ProgramProcess(command.spawn());
}

/** The examples in the comments of a file, as programs that talk to a host. */
async function readExamples(path: string, host: string): Promise<string[]> {
  const text = await Deno.readTextFile(`${projectRoot}${path}`);
  return [...text.matchAll(/```ts\n([^]*?) \* ```/g)].map(([, comment]) =>
    comment.replaceAll(/^ *\* ?/gm, "")
      .replace("@ktrdr/ktrdr", import.meta.resolve("../mod.ts"))
      .replace("localhost:8000", host)
  );
}

Deno.test("the examples in the comments of the library do what they say: mod.ts trains, the client watches", async () => {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_library_" });
  await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
  await using server = await serveEngine(folder, 3);
  const paths = (await readSources(["mod.ts", "lib"])).filter(({ text }) => text.includes("```ts"))
    .map(({ path }) => path);
  const outputs: { stdout: string; stderr: string }[] = [];
  for (const path of ["mod.ts", ...paths.filter((path) => path !== "mod.ts")]) {
    for (const example of await readExamples(path, server.host)) {
      await Deno.writeTextFile(`${folder}/example.ts`, example);
      await using program = startProgram(`${folder}/example.ts`, server);
      const { code: exitCode, ...output } = await program.ended();
      assertEquals(exitCode, 0, `${path}: ${output.stderr}`);
      outputs.push(output);
    }
  }
  const [trained, watched, ...others] = outputs;
  assertMatch(trained.stdout, /^completed \{/);
  assertMatch(trained.stderr, /^100 % /m);
  assertEquals([watched, others], [{ stdout: "completed\n", stderr: "" }, []]);
});

Deno.test("the program in examples/ follows a training, and cancels it on Ctrl+C", async () => {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_library_" });
  await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
  await using server = await serveEngine(folder, 1_000_000);
  const args = [`http://${server.host}/api/v1`];
  const { host } = server;
  await using program = startProgram(`${projectRoot}examples/follow_training.ts`, { host, args });
  await program.prints(/^\d+ % Epoch \d+/m);
  program.kill("SIGINT");
  const { code, stdout, stderr } = await program.ended();
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^The training was cancelled/m);
});

Deno.test("README.md shows the program in examples/ as it is", async () => {
  const readme = await Deno.readTextFile(`${projectRoot}README.md`);
  const text = await Deno.readTextFile(`${projectRoot}examples/follow_training.ts`);
  const code = text.slice(text.indexOf("import ")).replace("../mod.ts", "jsr:@ktrdr/ktrdr");
  for (const [, shown] of readme.matchAll(/^```ts\n([^]*?)^```/gm)) assertEquals(shown, code);
});
