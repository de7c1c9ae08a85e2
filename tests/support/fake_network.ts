/**
 * The network of a test.
 * @module
 */
import type { HttpListener, ServeOptions } from "../../lib/host/host.ts";

/** Listeners and senders of requests that never leave the process. */
export interface FakeNetwork {
  /** Every request that was sent, in order. */
  readonly requests: Request[];
  /** Asks the listener at the address of the request, or else `fallback`; without one the connection is refused. */
  fetch(request: Request): Promise<Response>;
  serve(handler: RequestHandler, options: ServeOptions): Promise<HttpListener>;
}

type RequestHandler = (request: Request) => Promise<Response>;

/** Makes a {@linkcode FakeNetwork}. */
export function createFakeNetwork(
  fallback: ((request: Request) => Promise<Response> | Response) | undefined,
): FakeNetwork {
  const handlers = new Map<string, RequestHandler>();
  const requests: Request[] = [];
  let nextPort = 40_000;
  return {
    requests,
    async fetch(request: Request): Promise<Response> {
      requests.push(request.clone());
      request.signal.throwIfAborted();
      const handler = handlers.get(new URL(request.url).host) ?? fallback;
      if (handler === undefined) {
        throw new TypeError(`error sending request for url (${request.url}): connection refused`);
      }
      return await handler(request);
    },
    // deno-lint-ignore require-await -- it throws as a promise
    async serve(handler: RequestHandler, { hostname, port }: ServeOptions): Promise<HttpListener> {
      const actualPort = port === 0 ? nextPort++ : port;
      const { promise, resolve } = Promise.withResolvers<void>();
      const address = `${hostname}:${actualPort}`;
      if (handlers.has(address)) {
        throw Object.assign(new Error("Address already in use (os error 98)"), { code: "EADDRINUSE" });
      }
      handlers.set(address, handler);
      function shutdown(): Promise<void> {
        handlers.delete(address);
        resolve();
        return promise;
      }
      return { hostname, port: actualPort, finished: promise, shutdown, [Symbol.asyncDispose]: shutdown };
    },
  };
}
