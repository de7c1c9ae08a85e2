/**
 * What a server on a person's machine must refuse before anything else looks at a request. Web pages can send requests
 * to it too, whether it listens on loopback or not.
 * @module
 */
import { createHostCheck, type HostCheckOptions } from "./host_check.ts";
import { createTokenCheck } from "./token_check.ts";

/** Who may ask. */
interface GateOptions extends HostCheckOptions {
  /** The bearer token that every request must carry; undefined where none is demanded. */
  readonly token: string | undefined;
}

/** Answers a request. */
export type RequestHandler = (request: Request) => Promise<Response>;

/** `GET` here needs no token: it tells that a server is there, of which version, and what it can do. */
const openPath = "/api/v1/health";

/**
 * A handler that passes on to `handler` what may come in. It refuses requests for a host that is not this server (421),
 * from web pages of another origin (403) and without the token (401), with the reason in `detail`. It allows no page to
 * read an answer: there is no CORS header.
 */
export function createGate(handler: RequestHandler, options: GateOptions): RequestHandler {
  const isOwnHost = createHostCheck(options);
  const hasToken = options.token === undefined ? undefined : createTokenCheck(options.token);

  async function refuse(request: Request): Promise<Response | undefined> {
    const host = hostOf(request);
    if (!isOwnHost(host)) return misdirected(host);
    if (isForeign(request, host)) return foreign();
    if (hasToken === undefined || isOpen(request)) return undefined;
    return await hasToken(request.headers.get("authorization")) ? undefined : unauthorized();
  }

  return async (request) => {
    const response = await refuse(request) ?? await handler(request);
    // Without these a page could still run an answer as a script, or have it shown inside of itself.
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    return response;
  };
}

/** Every browser sends `Host`; without it the address is that of the server. */
function hostOf(request: Request): string {
  return request.headers.get("host") ?? new URL(request.url).host;
}

/**
 * Whether a web page of another origin sent the request. A browser adds `Origin` to everything that may change something,
 * and `Sec-Fetch-Site` to everything else. Programs that are no browsers send neither.
 */
function isForeign({ headers }: Request, host: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null) {
    const url = URL.parse(origin);
    // "null" is the origin of a page from a file or a sandbox, and no URL.
    return url === null || !/^https?:$/.test(url.protocol) ||
      url.host !== URL.parse(`${url.protocol}//${host}`)?.host;
  }
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

function isOpen({ method, url }: Request): boolean {
  return method === "GET" && new URL(url).pathname === openPath;
}

function misdirected(host: string): Response {
  const name = host.length > 100 ? `${host.slice(0, 99)}…` : host;
  return Response.json({
    detail: `Host "${name}" is not one of this server. To serve it, start ktrdr serve with --allow-host`,
  }, { status: 421 });
}

function foreign(): Response {
  return Response.json({ detail: "Requests from web pages of another origin are refused" }, { status: 403 });
}

function unauthorized(): Response {
  const headers = { "WWW-Authenticate": 'Bearer realm="ktrdr"' };
  return Response.json({ detail: "This server demands its bearer token" }, { status: 401, headers });
}
