import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { createDenoFiles } from "../../lib/host/deno_files.ts";
import { startByShell } from "../support/processes.ts";
import { createEngineHost, runKtrdr } from "../support/run_ktrdr.ts";
import { openTrainedHome } from "../support/engine_homes.ts";

const ignore = Deno.build.os === "windows";

/** Runs the program with real files, in a folder, with an engine whose home is in it. */
async function runIn(
  folder: string,
  args: readonly string[],
  { env = {}, home = join(folder, "home") }: { env?: Record<string, string> | undefined; home?: string } = {},
) {
  const plain = createEngineHost(home, { workingDirectory: folder, env });
  return await runKtrdr(args, { home, host: { ...plain, files: createDenoFiles() } });
}

async function makePipe(path: string): Promise<string> {
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  assert(success);
  return path;
}

const remote = ["--url", "http://127.0.0.1:1"];

/** Every way to name a file, with what the error begins with. */
const namings: Record<string, (path: string) => { args: string[]; env?: Record<string, string> }> = {
  "strategy validate": (path) => ({ args: ["strategy", "validate", path] }),
  "strategy features": (path) => ({ args: ["strategy", "features", path] }),
  "strategy migrate": (path) => ({ args: ["strategy", "migrate", path] }),
  "model train": (path) => ({ args: ["model", "train", path, "--embedded"] }),
  "model import": (path) => ({ args: ["model", "import", path, "--embedded"] }),
  "data import": (
    path,
  ) => ({ args: ["data", "import", path, "--symbol", "A", "--timeframe", "1d", "--embedded"] }),
  "fuzzy config": (path) => ({ args: ["fuzzy", "config", "validate", "--config", path] }),
  "--token-file": (path) => ({ args: ["operation", "list", ...remote, "--token-file", path] }),
  "serve --token-file": (path) => ({ args: ["serve", "--port", "0", "--token-file", path] }),
  "KTRDR_CONFIG": (path) => ({ args: ["operation", "list", ...remote], env: { KTRDR_CONFIG: path } }),
  "config set": (path) => ({ args: ["config", "set", "color", "never"], env: { KTRDR_CONFIG: path } }),
};

for (const [name, naming] of Object.entries(namings)) {
  Deno.test({
    name: `${name} refuses a device and a pipe at once, and names them: exit code 2`,
    ignore,
    fn: async () => {
      const folder = await Deno.makeTempDir();
      await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
      const cases = [["/dev/zero", "device"], [await makePipe(join(folder, "pipe.yaml")), "pipe"]];
      for (const [path, kind] of cases) {
        const { args, env } = naming(path);
        const run = await runIn(folder, args, { env });
        assertEquals([run.exitCode, run.stdout], [2, ""], run.stderr);
        assertStringIncludes(run.stderr, path);
        assertStringIncludes(run.stderr, `it is a ${kind}, expected a file`);
      }
    },
  });
}

Deno.test({
  name:
    "a pipe in place of a sandbox file, of a token file that the configuration names, or of what completion keeps",
  ignore,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
    const config = join(folder, "config.yaml");
    await Deno.writeTextFile(config, `token_file: ${await makePipe(join(folder, "token"))}\n`);
    const token = await runIn(folder, ["operation", "list", ...remote], { env: { KTRDR_CONFIG: config } });
    assertEquals(token.exitCode, 2, token.stderr);
    assertStringIncludes(token.stderr, `token'`);
    await Deno.mkdir(join(folder, "home"));
    await makePipe(join(folder, "home", "completions.json"));
    assertEquals((await runIn(folder, ["complete", "--", "fish", "data", "sh"])).exitCode, 0);
    const sandbox = await makePipe(join(folder, ".env.sandbox"));
    const { exitCode, stderr } = await runIn(folder, ["operation", "list"]);
    assertEquals(exitCode, 2);
    assertStringIncludes(stderr, `"${sandbox}" cannot be read: it is a pipe, expected a file`);
  },
});

Deno.test({
  name: "a pipe or a device among the files of the home hides nothing else, and is named where it is meant",
  ignore,
  fn: async () => {
    await using opened = await openTrainedHome();
    const { home } = opened;
    const models = join(home, "models", "rsi_spx");
    for (const [version, file] of [[2, "model.json"], [3, "weights.bin"]] as const) {
      const folder = join(models, `1d_v${version}`);
      await Deno.mkdir(folder);
      for (const name of ["model.json", "weights.bin"]) {
        await Deno.copyFile(join(models, "1d_v1", name), join(folder, name));
      }
      await Deno.remove(join(folder, file));
      if (version === 2) await makePipe(join(folder, file));
      else await Deno.symlink("/dev/zero", join(folder, file));
    }
    const list = await runIn(home, ["--json", "model", "list", "--embedded"], { home });
    const ids = JSON.parse(list.stdout).map(({ model_id }: { model_id: string }) => model_id);
    assertEquals(ids.toSorted(), ["rsi_spx/1d_v1", "rsi_spx/1d_v3"]);
    for (const [version, kind] of [[2, "pipe"], [3, "device"]]) {
      const id = `rsi_spx/1d_v${version}`;
      const { exitCode, stderr } = await runIn(home, ["model", "export", id, "--embedded"], { home });
      assertEquals(exitCode, 1);
      assertStringIncludes(stderr, `it is a ${kind}, expected a file`);
    }
    await Deno.mkdir(join(home, "strategies"), { recursive: true });
    await makePipe(join(home, "strategies", "odd.yaml"));
    const odd = await runIn(home, ["strategy", "features", "odd", "--embedded"], { home });
    assertEquals(odd.exitCode, 1, odd.stderr);
    assertStringIncludes(odd.stderr, "it is a pipe, expected a file");
    const strategies = await runIn(home, ["list", "strategies", "--embedded"], { home });
    assertStringIncludes(strategies.stdout, "odd", strategies.stderr);
  },
});

Deno.test({
  name: "an endless stdin is refused as soon as there is more than expected: exit code 2",
  ignore,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
    for (
      const args of [["wait", "-", "--embedded"], ["config", "set", "token", "-"]]
    ) {
      await using program = startByShell('exec "$@" < /dev/zero', args, { folder });
      const { code, stderr } = await program.ended();
      assertEquals(code, 2, stderr);
      assertStringIncludes(stderr, "Cannot read stdin: it is too long, expected at most");
    }
    await using shell = startByShell('exec "$@" <(echo "name: a")', ["strategy", "validate"], { folder });
    const { code, stdout } = await shell.ended();
    assertEquals([code, /Cannot read/.test(stdout)], [1, false], stdout);
  },
});
