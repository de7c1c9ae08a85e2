import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { bundleProgram } from "../../release/bundle.ts";
import { environment, homeIn, oneJsonValue } from "../support/processes.ts";
import { ProgramProcess } from "../support/program_process.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

/** A place to run the program from its address: where it lies, and a folder that has nothing of it. */
interface RemotePlace {
  readonly url: string;
  readonly place: Workplace;
}

/** A bundle on a port. */
interface ServedBundle extends AsyncDisposable {
  readonly url: string;
  readonly text: string;
}

/** Makes the bundle, and serves it. */
async function serveBundle(folder: string): Promise<ServedBundle> {
  const path = `${folder}/made/ktrdr.js`;
  await bundleProgram(path);
  const text = await Deno.readTextFile(path);
  await Deno.remove(path);
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(
    options,
    () => new Response(text, { headers: { "Content-Type": "text/javascript" } }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/ktrdr.js`,
    text,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Starts the program with the permissions that `flags` give, and no others, on a Deno that has never seen it. */
function start(
  { url, place }: RemotePlace,
  flags: readonly string[],
  args: readonly string[],
): ProgramProcess {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...flags, url, ...args],
    cwd: place.folder,
    clearEnv: true,
    env: {
      ...environment(),
      KTRDR_HOME: homeIn(place.folder),
      DENO_DIR: `${place.folder}/deno`,
      NO_PROXY: "127.0.0.1",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  return new ProgramProcess(command.spawn());
}

Deno.test("one file from a URL is the whole program, with the fewest permissions", async (test) => {
  await using place = await openWorkplace();
  await using server = await serveBundle(place.folder);
  const remote = { url: server.url, place };
  const home = homeIn(place.folder);

  await test.step("the file ends with the licences of what is in it", () => {
    const [, comment] = server.text.match(/\n\/\*!\n(ktrdr [^]*)\n\*\/\n$/) ?? [];
    for (
      const name of ["the ktrdr authors", "Cliffy", "Deno Standard Library", "zod", "yaml", "vega-datasets"]
    ) {
      assertStringIncludes(comment, name);
    }
  });

  await test.step("the program is ASCII, which V8 holds in half the memory and starts sooner", () => {
    assertEquals(server.text.split("\n/*!\n")[0].match(/[^\0-\x7f]+/g), null);
  });

  await test.step("help needs no permission", async () => {
    await using help = start(remote, [], ["--help"]);
    const { code, stdout, stderr } = await help.ended();
    assertEquals([code, stderr], [0, ""]);
    assertStringIncludes(stdout, "Usage: ktrdr <command> [options]");
  });

  await test.step("completion needs no permission", async () => {
    await using completion = start(remote, [], ["complete", "--", "bash", ":=", "ktrdr mod"]);
    const { code, stdout, stderr } = await completion.ended();
    assertEquals([code, stdout, stderr], [0, "model\n", ""]);
  });

  await test.step("the sample bars are in it", async () => {
    const flags = ["--allow-env=KTRDR_HOME", `--allow-read=${home}`, `--allow-write=${home}`];
    await using sample = start(remote, flags, ["data", "sample", "--embedded", "--json"]);
    const outcome = await sample.ended();
    assertEquals(outcome.code, 0, outcome.stderr);
    assertEquals(oneJsonValue(outcome).rows_imported, 5105);
  });

  await test.step("a training needs its home and its strategy", async () => {
    const strategy = await place.writeStrategy("short", 3);
    const flags = ["--allow-env=KTRDR_HOME", `--allow-read=${home},${strategy}`, `--allow-write=${home}`];
    await using training = start(remote, flags, ["model", "train", strategy, "--embedded", "--json"]);
    const outcome = await training.ended();
    assertEquals(outcome.code, 0, outcome.stderr);
    assertEquals(oneJsonValue(outcome).status, "completed");
  });

  await test.step("Ctrl+C cancels a training", async () => {
    const strategy = await place.writeStrategy("endless", 1_000_000);
    const flags = ["--allow-env=KTRDR_HOME", `--allow-read=${home},${strategy}`, `--allow-write=${home}`];
    await using training = start(remote, flags, ["model", "train", strategy, "--embedded", "--json"]);
    await training.says(/Epoch \d/);
    training.kill("SIGINT");
    const outcome = await training.ended();
    assertEquals(outcome.code, 130);
    assertEquals(oneJsonValue(outcome).status, "cancelled");
  });

  await test.step("what is not permitted is said in one sentence, with the flag that permits it", async () => {
    await using list = start(remote, [], ["operation", "list", "--url", "http://localhost:8999"]);
    const { code, stdout, stderr } = await list.ended();
    assertEquals([code, stdout], [1, ""]);
    assertMatch(stderr, /^Error: Deno does not permit ktrdr to use the network at "localhost:8999"$/m);
    assertMatch(stderr, /^Hint: Run it with --allow-net=localhost:8999, or with -A to permit everything$/m);
    assertEquals(stderr.trimEnd().split("\n").length, 2);
  });
});
