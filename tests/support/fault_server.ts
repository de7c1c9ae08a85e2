/**
 * A real HTTP server with a real socket in front of it, so that connections can break, be refused and come back.
 * @module
 */
import { delay } from "@std/async/delay";
import { type FaultClock, type FaultPlan, withFault } from "./faults.ts";

/** What is behind the server: an engine, real or double. */
export interface FaultServerOptions {
  /** Answers what gets through. */
  fetch(request: Request): Promise<Response>;
  /** The clock of the faults. Default: the machine's. */
  clock?: FaultClock;
}

/** Which requests lose their connection. */
export interface BreakPlan {
  /** "before": the server never gets the request. "after": it does, and its answer goes nowhere. */
  when: "before" | "after";
  /** The first line of a request, such as `POST /api/v1/dummy/start HTTP/1.1`. */
  line: RegExp;
  /** The most requests it happens to. */
  times: number;
}

type Connections = { client: Deno.Conn; server: Deno.Conn };

const machineClock: FaultClock = {
  now: () => Date.now(),
  delay: (milliseconds, { signal } = {}) => delay(milliseconds, signal === undefined ? {} : { signal }),
};

/** A listening server on a port of its own. */
export class FaultServer implements AsyncDisposable {
  /** `METHOD /path` of every request that got through, without query. */
  readonly requests: string[] = [];
  /** How many connections there have been. */
  connections = 0;
  readonly #port: number;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #options: FaultServerOptions;
  readonly #open = new Set<Connections>();
  readonly #running = new Set<Promise<void>>();
  #listener: Deno.Listener<Deno.Conn> | undefined;
  #accepting: Promise<void> = Promise.resolve();
  #answer: (request: Request) => Promise<Response>;
  #breaks: BreakPlan | undefined;

  constructor(options: FaultServerOptions) {
    this.#options = options;
    this.#answer = options.fetch;
    const loopback = { hostname: "127.0.0.1", port: 0 };
    // A fault may fail as a connection does: the client sees a 500, and nobody needs to read of it.
    const onError = () => new Response(null, { status: 500 });
    this.#server = Deno.serve({ ...loopback, onListen() {}, onError }, (request) => {
      this.requests.push(`${request.method} ${new URL(request.url).pathname.replace("/api/v1", "")}`);
      return this.#answer(request);
    });
    const listener = listenOnOwnPort();
    this.#port = listener.addr.port;
    this.#accept(listener);
  }

  /** The address of the API. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/v1`;
  }

  /** How often a request got through. */
  count(request: string): number {
    return this.requests.filter((other) => other === request).length;
  }

  /** From now on requests meet a fault, instead of the one before. */
  plan(plan: FaultPlan): void {
    const world = { clock: this.#options.clock ?? machineClock };
    this.#answer = withFault(this.#options.fetch, { ...plan, world });
  }

  /** From now on connections break, instead of what was planned before. */
  breakConnections(plan: BreakPlan): void {
    this.#breaks = { ...plan };
  }

  /** Closes every connection and listens no more. */
  stop(): void {
    this.#listener?.close();
    this.#listener = undefined;
    for (const connections of [...this.#open]) this.#close(connections);
  }

  /** Listens again, on the same port. */
  async restart(): Promise<void> {
    await this.#accepting;
    this.#accept(Deno.listen({ hostname: "127.0.0.1", port: this.#port }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.#server.shutdown();
    await this.#accepting;
    await Promise.all(this.#running);
  }

  #accept(listener: Deno.Listener<Deno.Conn>): void {
    this.#listener = listener;
    this.#accepting = (async () => {
      for await (const client of listener) this.#track(this.#relay(client));
    })();
  }

  async #relay(client: Deno.Conn): Promise<void> {
    this.connections++;
    const connections = {
      client,
      server: await Deno.connect({ hostname: "127.0.0.1", port: this.#server.addr.port }),
    };
    this.#open.add(connections);
    // A stop may have come while the connection was made.
    if (this.#listener === undefined) this.#close(connections);
    let isDoomed = false;
    const sending = pump(connections.client, async (bytes) => {
      const breaks = this.#takeBreak(bytes);
      if (breaks === "before") return this.#close(connections);
      isDoomed ||= breaks === "after";
      await writeAll(connections.server, bytes);
    });
    const receiving = pump(connections.server, async (bytes) => {
      if (isDoomed) return this.#close(connections);
      await writeAll(connections.client, bytes);
    });
    await Promise.race([sending, receiving]);
    this.#close(connections);
    await Promise.all([sending, receiving]);
  }

  /** What is to become of a request, if these bytes begin one. */
  #takeBreak(bytes: Uint8Array): BreakPlan["when"] | undefined {
    const plan = this.#breaks;
    const line = new TextDecoder().decode(bytes.subarray(0, 500)).split("\r\n")[0];
    if (plan === undefined || plan.times <= 0 || !line.endsWith(" HTTP/1.1") || !plan.line.test(line)) {
      return undefined;
    }
    plan.times--;
    return plan.when;
  }

  #close(connections: Connections): void {
    if (!this.#open.delete(connections)) return;
    connections.client.close();
    connections.server.close();
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    work.finally(() => this.#running.delete(work));
  }
}

/**
 * Ports that no system gives to a connection, or to a server that asks for any port; each once. So nobody else has the
 * port of a listener that is closed for a while.
 */
function* countPorts(): Generator<number> {
  let count = crypto.getRandomValues(new Uint16Array(1))[0];
  for (;;) yield 20_000 + count++ % 12_000;
}

const ports = countPorts();

function listenOnOwnPort(): Deno.TcpListener {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port: ports.next().value });
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return listenOnOwnPort();
    throw error;
  }
}

/** Hands on what comes until the connection ends, in whichever way. */
async function pump(from: Deno.Conn, handOn: (bytes: Uint8Array) => Promise<void> | void): Promise<void> {
  const buffer = new Uint8Array(2 ** 16);
  try {
    for (;;) {
      const size = await from.read(buffer);
      if (size === null) return;
      await handOn(buffer.subarray(0, size));
    }
  } catch {
    // Closed under our hands: that is what this server is for.
  }
}

async function writeAll(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await to.write(bytes.subarray(written));
}
