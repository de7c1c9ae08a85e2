import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type * as Net from "node:net";
import { delay } from "../delay.ts";

/** Milliseconds between two looks, and how long a connection may take until it is accepted. */
const lookInterval = 2_000;
const acceptTime = 2_000;

/** Where a server listens, and how many connections the system keeps for it. */
interface ListenOptions {
  host: string;
  port: number;
  backlog: number;
}

/** Listens. Rejects with what the system says of the address. */
export async function listen(server: Server, options: ListenOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(options, resolve);
  try {
    await promise;
  } finally {
    server.off("error", reject);
  }
}

/**
 * Looks now and then whether the server still accepts connections, until the signal aborts, and makes it listen again
 * where it does not: once the system has no file descriptor left for one, Node's server accepts no further one.
 */
export async function keepAccepting(
  server: Server,
  { signal, ...options }: ListenOptions & { signal: AbortSignal },
): Promise<void> {
  while (await hasPassed(lookInterval, signal)) {
    if (await isAccepting(server, signal) || signal.aborted) continue;
    server.close();
    await listen(server, options).catch(() => {}); // the next look tries again
  }
}

async function hasPassed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return await delay(milliseconds, { signal }).then(() => true, () => false);
}

/** Connects to itself. Where no connection can be made, nothing is known, which counts as accepting. */
async function isAccepting(server: Server, signal: AbortSignal): Promise<boolean> {
  const info = server.address();
  if (info === null || typeof info === "string") return false;
  const { promise: accepted, resolve } = Promise.withResolvers<boolean>();
  const probe = connect(info);
  const ports = new Set<number | undefined>();
  const note = ({ remotePort }: Socket) => {
    ports.add(remotePort);
    if (remotePort === probe.localPort) resolve(true);
  };
  server.on("connection", note);
  probe.once("error", () => resolve(true));
  probe.once("connect", () => ports.has(probe.localPort) && resolve(true));
  const over = new AbortController();
  const late = hasPassed(acceptTime, AbortSignal.any([signal, over.signal])).then((isLate) => !isLate);
  const result = await Promise.race([accepted, late]);
  over.abort();
  server.off("connection", note);
  probe.destroy();
  return result;
}

/** A server that listens on all addresses is asked at that of the machine itself. */
function connect({ address, port }: AddressInfo): Socket {
  const net: typeof Net = process.getBuiltinModule("node:net");
  const host = address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
  return net.connect({ host, port });
}
