/**
 * HTTP requests from outside.
 * @module
 */
import { requirePermission } from "../permissions.ts";
import { delay } from "./delay.ts";
import type { HttpListener, ServeOptions } from "./host.ts";

/** How long requests may take to end when the listener shuts down, in milliseconds. */
const longestShutdown = 1_000;

/** Listens for HTTP requests. Throws where Deno does not permit it, and what the system says of the address. */
export function serve(handler: (request: Request) => Promise<Response>, options: ServeOptions): HttpListener {
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
