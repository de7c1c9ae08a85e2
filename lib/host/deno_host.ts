/**
 * The real outside world, by Deno.
 * @module
 */
import { delay } from "./delay.ts";
import { createDenoFiles } from "./deno_files.ts";
import { isPermitted, missingPermissions, requireNetwork, requirePermission } from "../permissions.ts";
import {
  type Host,
  type HostFacts,
  type HttpListener,
  InputError,
  type InputStream,
  OutputError,
  type OutputStream,
  type ServeOptions,
  type SignalName,
  type TerminalSize,
} from "./host.ts";

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
    now: () => Date.now(),
    delay,
    random: () => Math.random(),
    onSignal,
    terminalSize,
    serve,
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

interface SyncWriter {
  writeSync(bytes: Uint8Array): number;
  isTerminal(): boolean;
}

class DenoOutput implements OutputStream {
  readonly #writer: SyncWriter;
  readonly #encoder = new TextEncoder();
  /** Whether it matters when something is not written. */
  readonly #isData: boolean;
  #isClosed = false;

  constructor(writer: SyncWriter, { isData }: { isData: boolean }) {
    this.#writer = writer;
    this.#isData = isData;
  }

  get isTerminal(): boolean {
    return this.#writer.isTerminal();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(text: string): void {
    const bytes = this.#encoder.encode(text);
    for (let written = 0; written < bytes.length && !this.#isClosed;) {
      try {
        written += this.#writer.writeSync(bytes.subarray(written));
      } catch (error) {
        if (error instanceof Deno.errors.WouldBlock) continue;
        if (!this.#isData && !isReaderGone(error)) return; // a log on a full disk ends nothing
        this.#isClosed = true;
        if (!isReaderGone(error)) throw new OutputError(reasonOf(error), { cause: error });
      }
    }
  }
}

/** A pipe without a reader, or a terminal that was closed. */
function isReaderGone(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe ||
    (error instanceof Error && "code" in error && error.code === "EIO");
}

/** The system's words without its number. */
function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replace(/ \(os error \d+\)$/, "");
}

class DenoInput implements InputStream {
  readonly #decoder = new TextDecoder();
  /** What was read and not given out yet. */
  #rest = "";
  #isReadUp = false;

  get isTerminal(): boolean {
    return Deno.stdin.isTerminal();
  }

  async readText(): Promise<string> {
    if (this.#isReadUp) throw new InputError("stdin is named twice, and can be read only once");
    this.#isReadUp = true;
    return this.#take(this.#rest.length) + await new Response(Deno.stdin.readable).text();
  }

  async readLine(): Promise<string | null> {
    const bytes = new Uint8Array(1024);
    while (!this.#rest.includes("\n")) {
      const count = await Deno.stdin.read(bytes);
      if (count === null) return this.#rest === "" ? null : this.#take(this.#rest.length);
      this.#rest += this.#decoder.decode(bytes.subarray(0, count), { stream: true });
    }
    return this.#take(this.#rest.indexOf("\n") + 1).replace(/\r?\n$/, "");
  }

  #take(length: number): string {
    const text = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return text;
  }
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

/** How long requests may take to end when the listener shuts down, in milliseconds. */
const longestShutdown = 1_000;

function serve(handler: (request: Request) => Promise<Response>, options: ServeOptions): HttpListener {
  const stopping = new AbortController();
  const { hostname, port } = options;
  requirePermission("net", `${hostname}:${port}`);
  const server = Deno.serve({ hostname, port, onListen: () => {}, onError: brokenAnswer }, (request) => {
    const remade = remakeRequest(request, stopping.signal);
    return remade === null
      ? Response.json({ detail: "Malformed request" }, { status: 400 })
      : handler(remade);
  });
  const shutdown = async () => {
    stopping.abort();
    // A client that never finishes its request must not keep the program.
    const patience = new AbortController();
    const tooLong = delay(longestShutdown, { signal: patience.signal }).catch(() => {});
    await Promise.race([server.shutdown(), tooLong]);
    patience.abort();
  };
  return {
    hostname: server.addr.hostname,
    port: server.addr.port,
    finished: server.finished,
    shutdown,
    [Symbol.asyncDispose]: shutdown,
  };
}

function brokenAnswer(): Response {
  return Response.json({ detail: "Internal Server Error" }, { status: 500 });
}

/**
 * The request with a signal that ends its answer; who asks Deno's own request for its signal makes Deno print a warning.
 * Null for one that cannot be made: the method or the address is none.
 */
function remakeRequest(request: Request, signal: AbortSignal): Request | null {
  const { url, method, headers } = request;
  const body = method === "GET" || method === "HEAD" ? null : readOnDemand(request, signal);
  try {
    return new Request(url, { method, headers, body, signal });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * The body, which is not touched before somebody reads it: Deno reports an error on stderr when it has been asked for a
 * body that is not read until the answer is sent.
 */
function readOnDemand(request: Request, signal: AbortSignal): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const cancel = () => void reader?.cancel().catch(() => {});
  return new ReadableStream({
    async pull(controller) {
      reader ??= request.body?.getReader();
      signal.addEventListener("abort", cancel, { once: true });
      const { done, value } = await reader?.read() ?? { done: true, value: undefined };
      signal.removeEventListener("abort", cancel);
      // What was cancelled looks like the end of the body.
      signal.throwIfAborted();
      if (value !== undefined) controller.enqueue(value);
      if (done) controller.close();
    },
    cancel: (reason) => reader?.cancel(reason),
  }, { highWaterMark: 0 });
}
