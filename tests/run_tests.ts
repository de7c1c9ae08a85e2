/**
 * Runs the tests: with arguments those that `deno test` takes, without any all of them, which is what this file is for.
 * Deno makes a thread of its own for each test file, which costs more than most files' tests; so the files are dealt to
 * a few suites, and each suite is a thread.
 * @module
 */
import { dirname, fromFileUrl, toFileUrl } from "@std/path";

const testsFolder = dirname(fromFileUrl(import.meta.url));
/** Suites for each core: as soon as one has ended, the core takes the next. */
const suitesPerCore = 5;
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

/** Neighbours are of a kind: dealt one by one, each suite gets as much as any other of what takes long. */
function writeSuites(folder: string): void {
  const count = navigator.hardwareConcurrency * suitesPerCore;
  const suites = Array.from({ length: count }, () => "");
  for (const [index, file] of listTestFiles(testsFolder).entries()) {
    suites[index % count] += `import ${JSON.stringify(toFileUrl(file).href)};\n`;
  }
  for (const [index, text] of suites.entries()) {
    Deno.writeTextFileSync(`${folder}/suite_${index + 1}_test.ts`, text);
  }
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
