/**
 * How long another client waits for `/health` while `ktrdr serve` reads eight hostile uploads at once: the longest wait
 * of a poll every 10 ms, beside that of an idle server. Budget: 200 ms.
 *
 * Run with `deno task bench:uploads`.
 * @module
 */
import { createDenoHost } from "../lib/host/deno_host.ts";

const idleTime = 1000;

/** What the polling thread tells: milliseconds of each answer. */
type Waits = readonly number[];

async function bench(): Promise<void> {
  const { stdout } = createDenoHost();
  const home = await Deno.makeTempDir({ prefix: "ktrdr-bench-" });
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("../cli.ts", import.meta.url).pathname, "serve", "--port", "0"],
    env: { KTRDR_HOME: home },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  try {
    const url = await findAddress(server.stdout);
    const idle = await pollWhile(url, () => new Promise((resolve) => setTimeout(resolve, idleTime)));
    stdout.write(`idle: ${describe(idle)}\n`);
    for (const round of [1, 2]) {
      const waits = await pollWhile(url, async () => {
        const answers = await Promise.all(hostileUploads().map((upload) => send(url, upload)));
        stdout.write(`round ${round}: ${answers.join(", ")}\n`);
      });
      stdout.write(`round ${round}: ${describe(waits)}\n`);
    }
  } finally {
    server.kill("SIGTERM");
    await server.status;
    await Deno.remove(home, { recursive: true });
  }
}

async function findAddress(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const part of output.pipeThrough(new TextDecoderStream())) {
    text += part;
    const found = text.match(/http:\/\/127\.0\.0\.1:\d+/);
    if (found !== null) return found[0];
  }
  throw new Error(`The server does not serve: ${text}`);
}

interface HostileUpload {
  readonly method: string;
  readonly path: string;
  readonly body: BodyInit;
}

/** Three strategies, three files of bars and two models: about as long as each may be, and slow to read. */
function hostileUploads(): HostileUpload[] {
  const csv = longCsv(600_000);
  const model = `{"format":[${"[],".repeat(950_000)}"${"\\u0041".repeat(9_000_000)}"]}`;
  const bundle = new TextEncoder().encode(model);
  return [
    ...["one", "two", "three"].map((name) => ({
      method: "PUT",
      path: `strategies/${name}`,
      body: 'a: "b\n'.repeat(10_900),
    })),
    ...["ONE", "TWO", "THREE"].map((name) => ({ method: "PUT", path: `data/${name}/1m`, body: csv })),
    { method: "POST", path: "models/import", body: bundle },
    { method: "POST", path: "models/import", body: bundle },
  ];
}

function longCsv(rows: number): string {
  const lines = ["time,open,high,low,close,volume"];
  for (let row = 0; row < rows; row++) {
    lines.push(`${new Date(Date.UTC(2020, 0, 1) + row * 60_000).toISOString()},1.5,2.5,1.25,1.75,${row}`);
  }
  return lines.join("\n");
}

async function send(url: string, { path, ...init }: HostileUpload): Promise<string> {
  const start = performance.now();
  const response = await fetch(`${url}/api/v1/${path}`, init);
  await response.body?.cancel();
  return `${path} ${response.status} after ${((performance.now() - start) / 1000).toFixed(1)} s`;
}

async function pollWhile(url: string, action: () => Promise<void>): Promise<Waits> {
  const poller = new Worker(import.meta.resolve("./uploads/poll_health.ts"), { type: "module" });
  const next = () =>
    new Promise<Waits>((resolve) => poller.onmessage = (event: MessageEvent<Waits>) => resolve(event.data));
  const ready = next();
  await ready;
  poller.postMessage(url);
  await action();
  const waits = next();
  poller.postMessage("end");
  try {
    return await waits;
  } finally {
    poller.terminate();
  }
}

function describe(waits: Waits): string {
  const sorted = waits.toSorted((a, b) => a - b);
  const longest = sorted.slice(-5).map((wait) => wait.toFixed(0)).reverse().join(", ");
  return `${sorted.length} answers, median ${
    sorted[sorted.length >> 1].toFixed(1)
  } ms, longest ${longest} ms`;
}

await bench();
