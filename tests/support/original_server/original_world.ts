import { createFakeHost, type FakeHost, type FakeHostOptions } from "../fake_host.ts";
import { runJson, runKtrdr } from "../run_ktrdr.ts";
import { OriginalServer, type OriginalServerOptions } from "./original_server.ts";

/** A stand-in and the hosts that reach it, all on one clock. */
export interface OriginalWorld {
  readonly server: OriginalServer;
  /** A host whose clock goes on where the last one's stopped. */
  host(options?: FakeHostOptions): FakeHost;
  /** Runs a command against the server. */
  run(...args: string[]): ReturnType<typeof runKtrdr>;
  /** The same with --json. */
  json(...args: string[]): ReturnType<typeof runJson>;
  /** The same with --output jsonl; the events. */
  // deno-lint-ignore no-explicit-any -- the events of a test are looked into freely
  events(...args: string[]): Promise<any[]>;
  /** Lets time pass between two commands. Milliseconds. */
  pass(milliseconds: number): void;
  /** Calls back when so much time has passed, while a command runs. */
  at(milliseconds: number, action: () => void): void;
}

/** What a world is made of. */
export interface OriginalWorldOptions extends Omit<OriginalServerOptions, "now"> {
  /** Answers a request in place of the server, as a proxy or another version of it may; undefined: the server does. */
  instead?(request: Request, world: OriginalWorld): Response | Promise<Response> | undefined;
}

const begin = Date.UTC(2026, 0, 1);

/** Makes a world in which only waits take time. */
export function createOriginalWorld(options: OriginalWorldOptions = {}): OriginalWorld {
  let offset = begin;
  let current: FakeHost | undefined;
  const now = () => current?.now() ?? offset;
  const due: { at: number; action: () => void }[] = [];
  const { instead: _, ...behaviour } = options;
  const server = new OriginalServer({ ...behaviour, now });
  const fetch = (request: Request) => {
    for (const [index, { at, action }] of [...due.entries()].toReversed()) {
      if (now() < at) continue;
      due.splice(index, 1);
      action();
    }
    return Promise.resolve(options.instead?.(request, world) ?? server.fetch(request));
  };
  const host = (hostOptions: FakeHostOptions = {}) => {
    offset = now();
    current = createFakeHost({ now: offset, env: { KTRDR_API_URL: "http://server" }, fetch, ...hostOptions });
    return current;
  };
  const world: OriginalWorld = {
    server,
    host,
    run: (...args) => runKtrdr(args, { host: host() }),
    json: (...args) => runJson(args, { host: host() }),
    events: async (...args) => {
      const { stdout } = await runKtrdr([...args, "--output", "jsonl"], { host: host() });
      return stdout.trim().split("\n").map((line) => JSON.parse(line));
    },
    pass: (milliseconds) => {
      offset = now() + milliseconds;
      current = undefined;
    },
    at: (milliseconds, action) => void due.push({ at: now() + milliseconds, action }),
  };
  return world;
}
