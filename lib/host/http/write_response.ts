import type { IncomingMessage, ServerResponse } from "node:http";
import { delay } from "../delay.ts";

/** How long a client may go on sending what nobody reads, until it reads its answer. Milliseconds. */
const longestLinger = 1_000;

/** Where an answer goes, and what it answers. */
interface WriteResponseOptions {
  request: IncomingMessage;
  response: ServerResponse;
}

/** Sends an answer as fast as the client takes it. Never rejects: a client that has gone needs no answer. */
export async function writeResponse(answer: Response, options: WriteResponseOptions): Promise<void> {
  const { request, response } = options;
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  // What is left of the request would be taken for the next one.
  if (!request.complete) response.setHeader("Connection", "close");
  const reader = answer.body?.getReader();
  try {
    if (reader !== undefined) await sendBody(reader, response);
    if (!request.complete) await linger(request);
    response.end();
  } catch {
    response.destroy(); // what breaks off must not look whole
  }
}

async function sendBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  response: ServerResponse,
): Promise<void> {
  const first = await reader.read();
  let next = reader.read();
  // Most bodies are one piece: with its length the client knows the end.
  if (!first.done && await hasEnded(next)) response.setHeader("Content-Length", first.value.length);
  if (!first.done) response.write(first.value);
  for (;;) {
    if (response.destroyed) return void reader.cancel().catch(() => {});
    if (response.writableNeedDrain) await drained(response);
    const { done, value } = await next;
    if (done) break;
    response.write(value);
    next = reader.read();
  }
}

/**
 * Drops what still comes in of a request that has been answered: where the connection is closed before the client has
 * sent it, the client may never see the answer.
 */
async function linger(request: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const over = new AbortController();
  for (const event of ["end", "close", "error"]) request.once(event, () => resolve());
  request.resume();
  await Promise.race([promise, delay(longestLinger, { signal: over.signal }).catch(() => {})]);
  over.abort();
}

/** Whether the stream is known to be at its end, without waiting for more of it. */
async function hasEnded(next: Promise<ReadableStreamReadResult<Uint8Array>>): Promise<boolean> {
  const turn = new Promise<boolean>((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(false))));
  return await Promise.race([next.then(({ done }) => done, () => false), turn]);
}

/** Resolves when the client has taken what was sent, or has gone. */
async function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once("drain", resolve).once("close", resolve);
  await promise;
  response.off("drain", resolve).off("close", resolve);
}
