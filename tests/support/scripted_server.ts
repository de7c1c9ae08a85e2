/**
 * A server that answers from a script and remembers what it was asked.
 * @module
 */

/** Answers one request; or fails as a connection does. */
export type Responder = (request: Request) => Response | Promise<Response>;

/** A request that was sent. */
export interface RecordedRequest {
  method: string;
  /** Below `/api/v1`, without query. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON where it is JSON, else text; undefined where there is none. */
  body: unknown;
}

/**
 * Answers by method and path (`GET /operations/op_1`): one responder after the other, the last one again and again.
 * Anything else is 404.
 */
export class ScriptedServer {
  readonly requests: RecordedRequest[] = [];
  /** The most requests that were under way at the same time. */
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #script: Map<string, Responder[]>;

  constructor(script: Record<string, Responder[]>) {
    this.#script = new Map(Object.entries(script).map(([route, responders]) => [route, [...responders]]));
  }

  /** `METHOD path` of every request, in order. */
  get routes(): string[] {
    return this.requests.map((request) => `${request.method} ${request.path}`);
  }

  /** How often a route was asked. */
  count(route: string): number {
    return this.routes.filter((other) => other === route).length;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname.replace("/api/v1", "");
    const headers = Object.fromEntries(request.headers);
    const record: RecordedRequest = {
      method: request.method,
      path,
      query: Object.fromEntries(url.searchParams),
      headers,
      body: undefined,
    };
    this.requests.push(record);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    try {
      const text = await request.text();
      if (text !== "") record.body = headers["content-type"] === "application/json" ? JSON.parse(text) : text;
      const responders = this.#script.get(`${request.method} ${path}`) ?? [notFound];
      const responder = responders.length > 1 ? responders.shift() : responders[0];
      return await (responder ?? notFound)(request);
    } finally {
      this.#atOnce--;
    }
  };
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Responder {
  return () => Response.json(body, init);
}

/** An answer of any text. */
export function text(body: string, init: ResponseInit = {}): Responder {
  return () => new Response(body, init);
}

/** Nothing listens. */
export function refused(): Responder {
  const cause = new Error(
    "error sending request for url (http://localhost:8000/): client error (Connect): tcp connect error: Connection refused (os error 111)",
  );
  return () => Promise.reject(new TypeError("fetch failed", { cause }));
}

/** The connection breaks after the request was sent. */
export function reset(): Responder {
  const cause = new Error(
    "error sending request for url (http://localhost:8000/): client error (SendRequest): connection error: Connection reset by peer (os error 104)",
  );
  return () => Promise.reject(new TypeError("fetch failed", { cause }));
}

/** A body that breaks off. */
export function truncated(start: string): Responder {
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(start));
      },
      pull(controller) {
        controller.error(new TypeError("error reading a body from connection"));
      },
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  };
}

/** No answer until the request is aborted. */
export function hang(): Responder {
  return (request) =>
    new Promise((_, reject) => {
      request.signal.addEventListener("abort", () => reject(request.signal.reason), { once: true });
    });
}

function notFound(): Response {
  return Response.json({ detail: "Not Found" }, { status: 404 });
}
