import { KtrdrClient } from "../../lib/client/client.ts";
import { EngineDouble, type EngineDoubleOptions } from "./engine_double.ts";
import { FaultServer } from "./fault_server.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** A client and a server double that talk over real sockets, and the time both live in. */
export interface SocketWorld extends AsyncDisposable {
  client: KtrdrClient;
  engine: EngineDouble;
  server: FaultServer;
  clock: VirtualClock;
}

/** How such a world differs from the usual one. */
export interface SocketWorldOptions extends Pick<EngineDoubleOptions, "readsUntilEnd" | "canWait"> {
  /** The client's time limit, in milliseconds of the machine. Default: 30,000. */
  timeout?: number;
}

/** Opens a world in which only waits take time: the clock stands still while a request is under way. */
export function openSocketWorld({ timeout, ...options }: SocketWorldOptions = {}): SocketWorld {
  const clock = new VirtualClock({ now: Date.UTC(2026, 0, 1), mode: "auto" });
  const delay = (milliseconds: number, wait?: { signal?: AbortSignal | undefined }) =>
    clock.delay(milliseconds, wait);
  const now = () => clock.now();
  // The clock stands still as long as the server thinks: it must not wait for it.
  const engine = new EngineDouble({ now, delay: () => Promise.resolve(), ...options });
  const server = new FaultServer({ fetch: engine.fetch });
  const client = new KtrdrClient({
    baseUrl: server.baseUrl,
    fetch: (request) => clock.hold(() => fetchAll(request)),
    timeout,
    delay,
    now,
    random: () => 0.5,
  });
  return {
    client,
    engine,
    server,
    clock,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The whole answer, so that none of it is still on its way when the clock goes on. */
async function fetchAll(request: Request): Promise<Response> {
  const response = await fetch(request);
  const { status, headers } = response;
  return new Response(await response.arrayBuffer(), { status, headers });
}
