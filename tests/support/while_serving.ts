import { createDenoHost } from "../../lib/host/deno_host.ts";
import type { Host, HttpListener } from "../../lib/host/host.ts";
import { openEmptyHome } from "./engine_homes.ts";
import type { FakeHostOptions } from "./fake_host.ts";
import { createEngineHost, type KtrdrRun, runKtrdr } from "./run_ktrdr.ts";

/** Where it serves. */
export interface Served {
  port: number;
  url: string;
}

/** How it ended. */
export interface ServeRun extends KtrdrRun {
  /** Milliseconds from Ctrl+C to the end. */
  stopTook: number;
  /** Resolves when the last connection is closed, which the program does not wait for. */
  finished: Promise<void>;
}

/** Runs `ktrdr serve` on a real socket while `work` is done. */
export async function whileServing(
  args: readonly string[],
  work: (served: Served) => Promise<void>,
  options: FakeHostOptions = {},
): Promise<ServeRun> {
  await using place = await openEmptyHome();
  const listeners: HttpListener[] = [];
  const serve: Host["serve"] = async (...call) => {
    listeners.push(await createDenoHost().serve(...call));
    return listeners[0];
  };
  const host = { ...createEngineHost(place.home, options), serve };
  const listening = Promise.withResolvers<Served>();
  const write = host.stdout.write.bind(host.stdout);
  host.stdout.write = (text) => {
    write(text);
    const [, url, port] = text.match(/(http:\S+:(\d+))\n/) ?? [];
    listening.resolve({ url, port: Number(port) });
  };
  const running = runKtrdr(["serve", "--port", "0", ...args], { host, home: place.home });
  let stoppedAt: number;
  try {
    await work(await Promise.race([listening.promise, running.then(failEarly)]));
  } finally {
    stoppedAt = performance.now();
    host.raise("SIGINT");
    await running;
  }
  const stopTook = performance.now() - stoppedAt;
  return { ...await running, stopTook, finished: listeners[0].finished };
}

function failEarly(run: KtrdrRun): never {
  throw new Error(`serve has ended: ${run.stderr}`);
}
