/**
 * Ways in which a server, or the way to it, goes wrong. Each works in memory and behind a real server alike.
 * @module
 */
import { TimeoutError } from "../../lib/errors.ts";
import { refused as refuse, reset as breakOff } from "./scripted_server.ts";

/** The clock of a fault. */
export interface FaultClock {
  now(): number;
  delay(milliseconds: number, options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

/** The world that a fault happens in. */
export interface FaultWorld {
  readonly clock: FaultClock;
  /** Sets the client's clock to another time. */
  jump?(milliseconds: number): void;
  /** Presses Ctrl+C at the client. */
  interrupt?(): void;
  /** Lets the newest operation complete. */
  complete?(): void;
}

/** One request that a fault deals with. */
export interface FaultCall extends FaultWorld {
  readonly request: Request;
  /** How many requests met the fault before. */
  readonly hit: number;
  /** Lets the server carry the request out. */
  next(): Promise<Response>;
}

/** Answers a request in its own way; or fails as a connection does. */
export type Fault = (call: FaultCall) => Response | Promise<Response>;

/** Which requests a fault meets. */
export interface FaultPlan {
  fault: Fault;
  isHit(request: Request): boolean;
  /** The most requests it meets. Default: all. */
  times?: number | undefined;
  /** It ends so many milliseconds after the first request it meets. Default: never. */
  lasts?: number | undefined;
}

/** A server with a fault in a world. */
export function withFault(
  server: (request: Request) => Promise<Response>,
  { world, ...plan }: FaultPlan & { world: FaultWorld },
): (request: Request) => Promise<Response> {
  const { times = Infinity, lasts = Infinity } = plan;
  let hits = 0;
  let beganAt: number | undefined;
  return async (request) => {
    const isOver = hits >= times || (beganAt !== undefined && world.clock.now() - beganAt >= lasts);
    if (isOver || !plan.isHit(request)) return await server(request);
    beganAt ??= world.clock.now();
    return await plan.fault({ ...world, request, hit: hits++, next: () => server(request) });
  };
}

/** A JSON answer instead of the server's. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Fault {
  return () => Response.json(body, { status, headers });
}

/** A page of a proxy or of another web site. */
export function page(status: number, title: string): Fault {
  const text = `<!doctype html><html><head><title>${title}</title></head><body>${title}</body></html>`;
  return () => new Response(text, { status, headers: { "content-type": "text/html" } });
}

/** An answer of some text, empty by default. */
export function textAnswer(text = "", init: ResponseInit = {}): Fault {
  return () => new Response(text, init);
}

/** The server carries the request out, and what becomes of its answer is the fault's business. */
export function afterwards(fault: Fault): Fault {
  return async (call) => {
    await (await call.next()).body?.cancel();
    return await fault(call);
  };
}

/** Nothing listens. */
export const refused: Fault = ({ request }) => refuse()(request);

/** The connection breaks before an answer came. */
export const reset: Fault = ({ request }) => breakOff()(request);

/** No answer until the client's own time limit ends the wait. */
export const silence: Fault = async ({ request, clock }) => {
  await clock.delay(timeLimitOf(request), { signal: request.signal });
  throw timeoutOf(request);
};

/** Headers, half of a body, and nothing more until the client's own time limit ends the wait. */
export const silentBody: Fault = ({ request, clock }) => {
  const left = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encode('{"success":')),
    async pull(controller) {
      await clock.delay(timeLimitOf(request), { signal: AbortSignal.any([request.signal, left.signal]) });
      controller.error(timeoutOf(request));
    },
    cancel: () => left.abort(),
  });
  return new Response(body, jsonType);
};

/** The server's answer, byte by byte as it were: it takes so many milliseconds. */
export function slowBody(milliseconds: number): Fault {
  return async ({ clock, next, request }) => {
    const bytes = new Uint8Array(await (await next()).arrayBuffer());
    const parts = 10;
    let part = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await clock.delay(milliseconds / parts, { signal: request.signal });
        const size = Math.ceil(bytes.length / parts);
        controller.enqueue(bytes.slice(part * size, ++part * size));
        if (part === parts) controller.close();
      },
    });
    return new Response(body, jsonType);
  };
}

/** The first half of the server's answer. */
export const truncated: Fault = async ({ next }) => {
  const text = await (await next()).text();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encode(text.slice(0, text.length / 2))),
    pull: (controller) => controller.error(new TypeError("error reading a body from connection")),
  });
  return new Response(body, jsonType);
};

/** White space without end. */
export function endless(status = 200): Fault {
  const chunk = new Uint8Array(2 ** 22).fill(32);
  return () =>
    new Response(new ReadableStream({ pull: (controller) => controller.enqueue(chunk) }), {
      ...jsonType,
      status,
    });
}

/** The server's answer with another content type. */
export const plainType: Fault = async ({ next }) => {
  return new Response(await (await next()).text(), { headers: { "content-type": "text/plain" } });
};

/** The server's answer with its text changed. */
export function changed(change: (text: string) => string): Fault {
  return async ({ next }) => {
    const response = await next();
    const { status, headers } = response;
    return new Response(change(await response.text()), {
      status,
      headers: { ...Object.fromEntries(headers) },
    });
  };
}

/** The server's operation with other fields. */
export function changedOperation(change: (data: Record<string, unknown>) => Record<string, unknown>): Fault {
  return changed((text) => {
    const body = JSON.parse(text);
    return JSON.stringify({ ...body, data: change(body.data) });
  });
}

const jsonType = { headers: { "content-type": "application/json" } };

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The client's time limits: 60 s to cancel, else 30 s, and the time that the server may hold an answer back. */
function timeLimitOf(request: Request): number {
  const wait = Number(new URL(request.url).searchParams.get("wait") ?? 0);
  return (request.method === "DELETE" ? 60_000 : 30_000) + wait * 1_000;
}

function timeoutOf(request: Request): TimeoutError {
  return new TimeoutError(`${request.method} ${new URL(request.url).pathname} got no full answer in time`);
}
