import { KtrdrClient, type KtrdrClientOptions } from "../../lib/client/client.ts";
import { type Responder, ScriptedServer } from "./scripted_server.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** A client, the server it talks to, and the time both live in. */
export interface ScriptedClient extends AsyncDisposable {
  client: KtrdrClient;
  server: ScriptedServer;
  clock: VirtualClock;
}

/** A client of a scripted server. Its waits end as soon as nothing else can go on; its jitter is always one half. */
export function scriptedClient(
  script: Record<string, Responder[]>,
  options: Partial<KtrdrClientOptions> = {},
): ScriptedClient {
  const server = new ScriptedServer(script);
  const clock = new VirtualClock({ now: Date.UTC(2026, 0, 1), mode: "auto" });
  const client = new KtrdrClient({
    baseUrl: "http://localhost:8000/api/v1",
    fetch: server.fetch,
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    now: () => clock.now(),
    random: () => 0.5,
    ...options,
  });
  return { client, server, clock, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}
