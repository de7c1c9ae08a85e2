/**
 * What following costs: from the end of an operation on the server to the end of the client, requests, memory, and how
 * soon Ctrl+C is obeyed. Each figure is beside that of a bare Deno program that does the least there is to do. Ends with
 * 1 where a figure is over its budget.
 *
 * Run with `deno task bench:follow [runs]`. Needs signals and /proc.
 * @module
 */
import { delay } from "@std/async/delay";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { bundleProgram } from "../release/bundle.ts";
import { openOperationServer, type OperationServer, startedId } from "./follow/operation_server.ts";
import { median } from "./measure.ts";

const [runs = 15] = Deno.args.map(Number);
const { stdout } = createDenoHost();
/** How often a client that cannot wait asks at first. Milliseconds. */
const interval = 300;

/** The least that a client can do: ask until the operation has completed, then end. */
const bareClient = `
const [url, canWait] = Deno.args;
for (let seen = ""; ; seen = canWait ? "?wait=25&seen=1" : "") {
  const { data } = await (await fetch(url + "/api/v1/operations/${startedId}" + seen)).json();
  if (data.status === "completed") Deno.exit(0);
  if (!canWait) await new Promise((resolve) => setTimeout(resolve, ${interval}));
}
`;

function start(args: readonly string[], folder: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1", KTRDR_HOME: `${folder}/home` },
    stdout: "null",
    stderr: "null",
  }).spawn();
}

interface Follow {
  /** Milliseconds from the end of the operation to the end of the process. */
  ending: number;
  /** Megabytes. */
  memory: number;
  reads: number;
}

/** Follows an operation that completes some time after it was first seen. */
async function follow(args: (server: OperationServer) => string[], options: FollowOptions): Promise<Follow> {
  await using server = openOperationServer(options);
  const child = start(args(server), options.folder);
  await server.hasRead(2);
  await delay(options.pause);
  const memory = await readMemory(child.pid);
  const completedAt = server.complete();
  await child.status;
  return { ending: performance.now() - completedAt, memory, reads: server.reads };
}

interface FollowOptions {
  folder: string;
  canWait: boolean;
  /** Milliseconds. */
  pause: number;
}

async function readMemory(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(status.match(/VmRSS:\s+(\d+)/)?.[1]) / 1024;
}

/** Presses Ctrl+C once the operation is followed, and again if the server does not answer to it. */
async function interrupt(program: string, folder: string): Promise<{ first: number; second: number }> {
  await using server = openOperationServer({ canWait: true, answersCancel: false });
  const child = start([program, "train", "rsi_spx", "--follow", "--url", server.url], folder);
  await server.hasRead(2);
  await delay(300);
  const pressedAt = performance.now();
  child.kill("SIGINT");
  const first = await server.cancelled - pressedAt;
  await delay(300);
  const pressedAgainAt = performance.now();
  child.kill("SIGINT");
  await child.status;
  return { first, second: performance.now() - pressedAgainAt };
}

function report(
  name: string,
  value: number,
  options: { unit: string; budget: number; beside?: string },
): void {
  const { unit, budget, beside = "" } = options;
  const figure = value.toFixed(unit === "ms" ? 0 : 2).padStart(7);
  stdout.write(`${name.padEnd(46)} ${figure} ${unit.padEnd(2)} (budget ${budget})${beside}\n`);
  if (value > budget) Deno.exitCode = 1;
}

async function bench(folder: string): Promise<void> {
  const program = `${folder}/ktrdr.js`;
  await bundleProgram(program);
  const bare = `${folder}/bare.js`;
  await Deno.writeTextFile(bare, bareClient);
  for (const canWait of [true, false]) {
    const ours: Follow[] = [];
    const least: Follow[] = [];
    for (let run = 0; run < runs; run++) {
      const options = { folder, canWait, pause: 400 + (run * 97) % interval };
      ours.push(await follow(({ url }) => [program, "follow", startedId, "--url", url], options));
      least.push(await follow(({ url }) => [bare, url, ...(canWait ? ["wait"] : [])], options));
    }
    reportFollows({ ours, least, canWait });
  }
  const interrupts = [];
  for (let run = 0; run < runs; run++) interrupts.push(await interrupt(program, folder));
  report("Ctrl+C to the request to cancel", median(interrupts.map(({ first }) => first)), {
    unit: "ms",
    budget: 50,
  });
  report("Second Ctrl+C to the end", median(interrupts.map(({ second }) => second)), {
    unit: "ms",
    budget: 100,
  });
  await benchMany(program, folder);
}

function reportFollows(
  { ours, least, canWait }: { ours: Follow[]; least: Follow[]; canWait: boolean },
): void {
  const endings = {
    ours: mean(ours.map(({ ending }) => ending)),
    least: median(least.map(({ ending }) => ending)),
  };
  const how = canWait ? "a server that holds answers back" : "asking again and again";
  const reads = median(ours.map((one) => one.reads));
  if (canWait) {
    endings.ours = median(ours.map(({ ending }) => ending));
    const beside = `  ${endings.ours.toFixed(0)} ms, bare Deno ${
      endings.least.toFixed(0)
    } ms; ${reads} reads`;
    report(`End of operation to end, ${how}`, endings.ours - endings.least, {
      unit: "ms",
      budget: 20,
      beside,
    });
    const memory = median(ours.map((one) => one.memory));
    const bareMemory = median(least.map((one) => one.memory));
    report("Memory, times that of bare Deno", memory / bareMemory, {
      unit: "×",
      budget: 1.5,
      beside: `  ${memory.toFixed(0)} MB, bare Deno ${bareMemory.toFixed(0)} MB`,
    });
    return;
  }
  report(`End of operation to end, ${how}`, endings.ours, {
    unit: "ms",
    budget: interval / 2 + 20 + endings.least,
    beside: `  mean; ${reads} reads`,
  });
}

/** A hundred operations at once in one process. */
async function benchMany(program: string, folder: string): Promise<void> {
  const ids = Array.from(
    { length: 100 },
    (_, index) => `op_training_20260101_000000_${String(index).padStart(8, "0")}`,
  );
  const many = await follow(({ url }) => [program, "follow", ...ids, "--url", url], {
    folder,
    canWait: true,
    pause: 1_500,
  });
  const beside = `  ${many.memory.toFixed(0)} MB, ${many.reads} reads`;
  report("End of 100 operations to end", many.ending, { unit: "ms", budget: 500, beside });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const folder = await Deno.makeTempDir({ prefix: "ktrdr-bench-" });
try {
  await bench(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
