/**
 * Makes executables of the program, which need no Deno: `dist/ktrdr-<version>-<target>`, and `dist/SHA256SUMS`.
 *
 * ```sh
 * deno run -A release/compile.ts                                # for every platform
 * deno run -A release/compile.ts --target aarch64-apple-darwin  # for one
 * deno run -A release/compile.ts --check                        # what can be checked without Deno's download site
 * ```
 *
 * Deno takes its runtime, `denort`, from dl.deno.land. Where that cannot be reached, `DENORT_BIN` may name the file.
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import { Buffer } from "node:buffer";
import { environmentVariables } from "../commands/help/environment_variables.ts";
import config from "../deno.json" with { type: "json" };
import { bundleProgram } from "./bundle.ts";
import { writeChecksums } from "./write_checksums.ts";

/** The platforms that an executable is made for. */
export const targets = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
] as const;

const dist = fromFileUrl(new URL("../dist/", import.meta.url));

/**
 * What an executable may do, for good: any server and any file, since the user names both; the variables it goes by;
 * the name of the machine, and the number of the user. It starts no other program, and nobody is asked.
 */
const permissions = [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  `--allow-env=${environmentVariables.map(({ name }) => name).join(",")}`,
  "--allow-sys=hostname,uid",
];

/** An executable to make. */
interface Executable {
  readonly bundle: string;
  readonly target: string;
  readonly path: string;
}

/** The file name of the executable for a platform. */
export function executableName(target: string): string {
  return `ktrdr-${config.version}-${target}${target.includes("windows") ? ".exe" : ""}`;
}

/** Makes executables of the bundle; rejects, with a sentence, when the runtime of a platform cannot be had. */
async function compileAll(chosen: readonly string[]): Promise<void> {
  await withBundle(async (bundle) => {
    await Deno.mkdir(dist, { recursive: true });
    for (const target of chosen) {
      const executable = { bundle, target, path: join(dist, executableName(target)) };
      await compile(executable);
      if (target === Deno.build.target) await requireProgram(executable);
      say(`Made ${executable.path}`);
    }
  });
  await writeChecksums(dist);
}

/** Makes the bundle in a folder of its own: from one with node_modules Deno would embed those as well. */
async function withBundle(use: (bundle: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_compile_" });
  try {
    const bundle = join(folder, "ktrdr.js");
    await bundleProgram(bundle);
    await use(bundle);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compile(
  { bundle, target, path }: Executable,
  env: Record<string, string> = {},
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["compile", "--quiet", "--no-config", "--no-check", "--no-remote", "--no-npm", ...permissions],
      ...["--target", target, "--output", path, bundle],
    ],
    cwd: join(bundle, ".."),
    env: { NO_COLOR: "1", ...env },
  }).output();
  if (success) return;
  const text = new TextDecoder().decode(stderr);
  const url = text.match(/https:\/\/\S*denort\S*?\.zip/)?.[0];
  if (url === undefined) throw new Error(text);
  throw new Error(
    `No executable for ${target}: its runtime cannot be fetched from ${url}. ` +
      "Set DENORT_BIN to a denort of the same Deno, or run this where that site can be reached",
  );
}

/** Whether it is the program that runs: the wrong file in DENORT_BIN makes an executable that is something else. */
async function requireProgram({ path }: Executable): Promise<void> {
  const { stdout } = await new Deno.Command(path, { args: ["version", "--json"], stderr: "null" }).output();
  if (new TextDecoder().decode(stdout).includes(`"version":"${config.version}"`)) return;
  await Deno.remove(path);
  throw new Error(`The executable for ${Deno.build.target} is not ktrdr: DENORT_BIN must name a denort`);
}

/**
 * Checks as much as can be without the runtime: that the bundle imports nothing but modules of Deno, and that it is
 * embedded whole, with its permissions. Deno itself serves as the runtime, which makes a file that does not run the
 * program.
 */
async function checkCompilation(): Promise<void> {
  await withBundle(async (bundle) => {
    const path = join(bundle, "../ktrdr");
    await compile({ bundle, target: Deno.build.target, path }, { DENORT_BIN: Deno.execPath() });
    const executable = Buffer.from(await Deno.readFile(path));
    for (const text of [await Deno.readTextFile(bundle), permissionText()]) {
      if (!executable.includes(text)) throw new Error(`The executable lacks: ${text.slice(0, 80)} …`);
    }
  });
}

/** As Deno writes it down in the executable. */
function permissionText(): string {
  return `"permissions":{"allow_env":${JSON.stringify(environmentVariables.map(({ name }) => name))},`;
}

function chooseTargets(args: readonly string[]): readonly string[] {
  const named = args.filter((arg) => arg !== "--target").map((arg) => arg.replace(/^--target=/, ""));
  const unknown = named.find((target) => !targets.some((known) => known === target));
  if (unknown !== undefined) {
    throw new Error(`"${unknown}" is neither --check nor one of the targets: ${targets.join(", ")}`);
  }
  if (Deno.env.get("DENORT_BIN") !== undefined && named.length !== 1) {
    throw new Error("DENORT_BIN is the runtime of one platform: name that with --target");
  }
  return named.length === 0 ? targets : named;
}

function say(line: string): void {
  // deno-lint-ignore no-console -- a program of its own, with nobody else to say it
  console.error(line);
}

async function run(args: readonly string[]): Promise<void> {
  if (args.join() !== "--check") return await compileAll(chooseTargets(args));
  await checkCompilation();
  say("The bundle imports nothing but modules of Deno, and is embedded whole, with its permissions.");
  say("Not checked: that an executable runs. That takes denort, from dl.deno.land or DENORT_BIN.");
}

if (import.meta.main) {
  await run(Deno.args).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  });
}
