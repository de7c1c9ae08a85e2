/**
 * Runs the tests: with arguments those that `deno test` takes, without any all of them, which is what this file is for.
 * Deno makes a thread of its own for each test file, which costs more than most files' tests; so the files are dealt to
 * a few suites, and each suite is a thread.
 * @module
 */
import { dirname, fromFileUrl, toFileUrl } from "@std/path";

const testsFolder = dirname(fromFileUrl(import.meta.url));
/** Suites for each core: as soon as one has ended, the core takes the next. */
const suitesPerCore = 8;
/** Follows real processes through the waits that a server gives them, for most of a minute. */
const longestWait = "/e2e/original_server_test.ts";
/** Suites at once: one more than there are cores, for some tests wait for what other processes do. */
const suitesAtOnce = navigator.hardwareConcurrency + 1;

/** All test files below a folder, in an order that is the same everywhere. */
function listTestFiles(folder: string): string[] {
  const entries = [...Deno.readDirSync(folder)].toSorted((left, right) => left.name < right.name ? -1 : 1);
  return entries.flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return listTestFiles(path);
    return name.endsWith("_test.ts") ? [path] : [];
  });
}

/**
 * Neighbours are of a kind: dealt one by one, each suite gets as much as any other of what takes long. What waits longest
 * is a suite of its own, and the first one: all others run beside it.
 */
function writeSuites(folder: string): void {
  const count = navigator.hardwareConcurrency * suitesPerCore;
  const suites = Array.from({ length: count + 1 }, () => "");
  const files = listTestFiles(testsFolder);
  const others = files.filter((file) => !file.endsWith(longestWait));
  for (const file of files.filter((file) => file.endsWith(longestWait))) suites[0] += importOf(file);
  for (const [index, file] of others.entries()) suites[1 + index % count] += importOf(file);
  for (const [index, text] of suites.entries()) {
    Deno.writeTextFileSync(`${folder}/suite_${index}_test.ts`, text);
  }
}

function importOf(file: string): string {
  return `import ${JSON.stringify(toFileUrl(file).href)};\n`;
}

async function runTests(args: readonly string[]): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "--config", `${testsFolder}/../deno.json`, "-A", "--no-check", "--parallel", ...args],
    env: { DENO_JOBS: String(suitesAtOnce) },
  });
  return (await command.spawn().status).code;
}

async function runAll(): Promise<number> {
  const folder = Deno.makeTempDirSync({ prefix: "ktrdr_suites_" });
  try {
    writeSuites(folder);
    return await runTests([folder]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.exit(Deno.args.length === 0 ? await runAll() : await runTests(Deno.args));
