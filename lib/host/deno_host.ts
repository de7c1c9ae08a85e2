/**
 * The real outside world, by Deno.
 * @module
 */
import { delay } from "./delay.ts";
import { createDenoFiles } from "./deno_files.ts";
import { DenoInput, DenoOutput } from "./deno_streams.ts";
import { isPermitted, missingPermissions, requireNetwork, requireVariable } from "../permissions.ts";
import type { Host, HostFacts, SignalName, TerminalSize } from "./host.ts";

/** A {@linkcode Host} on this process's own streams, files, signals and network. */
export function createDenoHost(): Host {
  return {
    stdout: new DenoOutput(Deno.stdout, { isData: true }),
    stderr: new DenoOutput(Deno.stderr, { isData: false }),
    stdin: new DenoInput(),
    files: createDenoFiles(),
    get facts() {
      return readFacts();
    },
    fetch: createFetch(),
    missingPermissions,
    env: readVariable,
    requireVariable,
    now: () => Date.now(),
    delay,
    random: () => Math.random(),
    onSignal,
    terminalSize,
    // Loaded only here: Node's server takes its time.
    serve: async (...call) => await (await import("./http/serve.ts")).serve(...call),
  };
}

/**
 * A request that must not be sent twice gets a connection of its own: a server may close an idle one at the very moment
 * it is used again, and then nobody knows whether the request arrived.
 */
function createFetch(): (request: Request) => Promise<Response> {
  let fresh: Deno.HttpClient | undefined;
  return async (request) => {
    requireNetwork(new URL(request.url));
    if (request.method !== "POST") return await globalThis.fetch(request);
    fresh ??= Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
    return await globalThis.fetch(request, { client: fresh });
  };
}

function readFacts(): HostFacts {
  return {
    operatingSystem: Deno.build.os,
    workingDirectory: Deno.cwd(),
    denoVersion: Deno.version.deno,
    v8Version: Deno.version.v8,
    build: Deno.build.standalone ? "binary" : isSourceFile() ? "source" : "bundle",
    target: Deno.build.target,
    cores: navigator.hardwareConcurrency,
  };
}

/** A bundle has put this module into a file of another name. */
function isSourceFile(): boolean {
  return import.meta.url.endsWith("/lib/host/deno_host.ts");
}

/** Without permission to read the environment a variable counts as not set. */
function readVariable(name: string): string | undefined {
  if (!isPermitted({ name: "env", variable: name })) return undefined;
  const value = Deno.env.get(name);
  return value === "" ? undefined : value;
}

function onSignal(signal: SignalName, listener: () => void): Disposable {
  // Windows knows SIGINT and SIGHUP of these, and refuses the others.
  if (Deno.build.os === "windows" && signal === "SIGTERM") return { [Symbol.dispose]: () => {} };
  Deno.addSignalListener(signal, listener);
  return { [Symbol.dispose]: () => Deno.removeSignalListener(signal, listener) };
}

function terminalSize(): TerminalSize | undefined {
  if (!Deno.stderr.isTerminal() && !Deno.stdout.isTerminal()) return undefined;
  try {
    const size = Deno.consoleSize();
    // In many a container or script a terminal says 0 × 0.
    return size.columns > 0 && size.rows > 0 ? size : undefined;
  } catch {
    return undefined; // a terminal that does not tell its size
  }
}
