/**
 * How long the program takes to answer, as ratios to a Deno program that prints one line: medians of 25 runs each, which
 * take turns. Ends with 1 where a ratio is over its budget.
 *
 * Run with `deno task bench:startup [runs]`.
 * @module
 */
import { fromFileUrl } from "@std/path";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { bundleProgram } from "../release/bundle.ts";
import { median } from "./measure.ts";

const root = fromFileUrl(new URL("..", import.meta.url));
const [runs = 25] = Deno.args.map(Number);
const { stdout } = createDenoHost();

/** A command, and the highest ratio it may take. */
interface Entrant {
  name: string;
  args: string[];
  budget: number;
}

/** What a KTRDR server on this machine answers to `status`. */
function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/health")) {
    return Response.json({ status: "ok", version: "1", orphan_detector: null });
  }
  if (pathname.endsWith("/workers")) return Response.json([]);
  return Response.json({ success: true, data: [], total_count: 0, active_count: 0 });
}

async function run(args: readonly string[], folder: string): Promise<number> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1", KTRDR_HOME: `${folder}/home` },
    stdout: "piped",
    stderr: "piped",
  });
  const start = performance.now();
  const output = await command.output();
  if (!output.success) {
    throw new Error(`deno run ${args.join(" ")}: ${new TextDecoder().decode(output.stderr)}`);
  }
  return performance.now() - start;
}

async function bench(folder: string): Promise<void> {
  const hello = `${folder}/hello.ts`;
  await Deno.writeTextFile(hello, 'console.log("hello");\n');
  const bundle = `${folder}/ktrdr.js`;
  await bundleProgram(bundle);
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const complete = ["complete", "--", "bash", ":="];
  const entrants: Entrant[] = [
    { name: "bundle --version", args: [bundle, "--version"], budget: 1.6 },
    { name: "bundle completion", args: [bundle, ...complete, "ktrdr mo"], budget: 1.6 },
    { name: "bundle live words", args: [bundle, ...complete, `ktrdr --url ${url} status `], budget: 1.7 },
    { name: "bundle --help", args: [bundle, "--help"], budget: 2.5 },
    { name: "bundle status", args: [bundle, "status", "--url", url], budget: 3 },
    { name: "source --help", args: [`${root}cli.ts`, "--help"], budget: 4 },
  ];
  const all = [[hello], ...entrants.map(({ args }) => args)];
  for (const args of all) await run(args, folder);
  const times = all.map((): number[] => []);
  for (let round = 0; round < runs; round++) {
    for (const [index, args] of all.entries()) times[index].push(await run(args, folder));
  }
  const [bare, ...others] = times.map(median);
  stdout.write(`deno run hello.ts  ${bare.toFixed(0).padStart(5)} ms\n`);
  for (const [index, { name, budget }] of entrants.entries()) {
    const ratio = others[index] / bare;
    const milliseconds = others[index].toFixed(0).padStart(5);
    stdout.write(`${name.padEnd(18)} ${milliseconds} ms  ${ratio.toFixed(2)} × (budget ${budget})\n`);
    if (ratio > budget) Deno.exitCode = 1;
  }
}

const folder = await Deno.makeTempDir({ prefix: "ktrdr-bench-" });
try {
  await bench(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
