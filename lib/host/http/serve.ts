/**
 * HTTP requests from outside, by Node's server: that of Deno has no bound on its connections and no deadlines, and ends
 * with the first connection for which the system has no file descriptor left.
 * @module
 */
import type * as Http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { requirePermission } from "../../permissions.ts";
import { delay } from "../delay.ts";
import type { HttpListener, ServeOptions } from "../host.ts";
import { keepAccepting, listen } from "./accepting.ts";
import { findCapacity } from "./capacity.ts";
import { Connections } from "./connections.ts";
import { makeRequest } from "./make_request.ts";
import { writeResponse } from "./write_response.ts";

/** How long requests may take to end when the listener shuts down, in milliseconds. */
const longestShutdown = 1_000;

/** Milliseconds that a connection may take, by what it does. */
const deadlines = {
  /** The head of a request, from the opening of the connection or the first byte. */
  headersTimeout: 5_000,
  /** A whole request: the longest body over a slow network. */
  requestTimeout: 300_000,
  /** Idle between two requests: longer than clients keep a connection, so that none is closed while it is used again. */
  keepAliveTimeout: 120_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** Answers a request. */
type Handler = (request: Request) => Promise<Response>;

/** Listens for HTTP requests. Rejects where Deno does not permit it, and with what the system says of the address. */
export async function serve(handler: Handler, options: ServeOptions): Promise<HttpListener> {
  const { hostname, port } = options;
  requirePermission("net", `${hostname}:${port}`);
  const http: typeof Http = process.getBuiltinModule("node:http");
  const stopping = new AbortController();
  // Who asks without a host is refused, or not, by the handler.
  const server = http.createServer({ ...deadlines, requireHostHeader: false, noDelay: true });
  const { backlog, ...capacity } = await findCapacity(navigator.hardwareConcurrency);
  const connections = new Connections(capacity.connections);
  server.on("connection", (socket) => connections.admit(socket));
  server.on("clientError", refuseMalformed);
  const answer = (request: Http.IncomingMessage, response: Http.ServerResponse) => {
    connections.begin(request, response);
    void answerWith(handler, { request, response, signal: stopping.signal, address: addressOf(server) });
  };
  server.on("request", answer);
  // The client waits to be told to send its body: it is told when somebody reads it.
  server.on("checkContinue", answer);
  await listen(server, { host: hostname, port, backlog });
  server.on("error", () => {}); // a connection that could not be accepted
  const again = { host: hostname, port: infoOf(server).port, backlog };
  const accepting = keepAccepting(server, { ...again, signal: stopping.signal });
  return createListener(server, { stopping, accepting });
}

/** How a server is stopped. */
interface StopOptions {
  /** Ends the answers. */
  stopping: AbortController;
  /** Resolves when nothing makes the server listen again. */
  accepting: Promise<void>;
}

function createListener(server: Http.Server, { stopping, accepting }: StopOptions): HttpListener {
  const finished = Promise.withResolvers<void>();
  const { address, port } = infoOf(server);
  const shutdown = async () => {
    stopping.abort();
    await accepting;
    server.close(() => finished.resolve());
    server.closeIdleConnections();
    // A client that never finishes its request must not keep the program.
    const waiting = new AbortController();
    const tooLong = delay(longestShutdown, { signal: waiting.signal }).catch(() => {});
    await Promise.race([finished.promise, tooLong]);
    waiting.abort();
    server.closeAllConnections();
  };
  return { hostname: address, port, finished: finished.promise, shutdown, [Symbol.asyncDispose]: shutdown };
}

function infoOf(server: Http.Server): AddressInfo {
  const info = server.address();
  if (info === null || typeof info === "string") throw new Error("The server listens to no port");
  return info;
}

function addressOf(server: Http.Server): string {
  const { address, port } = infoOf(server);
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** What is needed to answer one request. */
interface Exchange {
  request: Http.IncomingMessage;
  response: Http.ServerResponse;
  /** Ends the answer. */
  signal: AbortSignal;
  /** Where the server listens, for a request that names no host. */
  address: string;
}

async function answerWith(handler: Handler, { request, response, signal, address }: Exchange): Promise<void> {
  const made = makeRequest(request, { address, signal, onRead: () => tellToContinue(request, response) });
  const answer = made === null
    ? Response.json({ detail: "Malformed request" }, { status: 400 })
    : await handler(made).catch(brokenAnswer);
  await writeResponse(answer, { request, response });
}

function tellToContinue(request: Http.IncomingMessage, response: Http.ServerResponse): void {
  if (/^100-continue$/i.test(request.headers.expect ?? "")) response.writeContinue();
}

function brokenAnswer(): Response {
  return Response.json({ detail: "Internal Server Error" }, { status: 500 });
}

/** Of what is no HTTP, or came too late. */
function refuseMalformed(error: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const isLate = "code" in error && error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const status = isLate ? "408 Request Timeout" : "400 Bad Request";
  const body = JSON.stringify({ detail: isLate ? "The request did not come in time" : "Malformed request" });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `Connection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
