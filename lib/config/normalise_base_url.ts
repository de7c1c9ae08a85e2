import { UsageError } from "../errors.ts";

/** Where a value came from, for errors: a flag, a variable, or a file with its line. */
interface Provenance {
  origin: string;
}

/** The port of a KTRDR API. */
const defaultPort = 8_000;

/**
 * The base URL that an address stands for: `http://` where no scheme is given, port 8000 for http where no port is
 * given (https keeps 443), `/api/v1` where the path has no `/api/`. User, password and query are kept; a trailing slash
 * and a fragment are dropped. Throws `UsageError`, which names the origin, where it is no http or https address.
 */
export function normaliseBaseUrl(text: string, provenance: Provenance = { origin: "--url" }): string {
  const trimmed = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = URL.parse(address);
  if (
    url === null || !/^https?:$/.test(url.protocol) || url.hostname === "" || /\s/.test(trimmed) ||
    !isDecodable(url.username + url.password)
  ) throw badUrl(trimmed, provenance);
  const port = writtenPort(address);
  if (port === "0") throw badUrl(trimmed, provenance);
  if (port === "" && url.protocol === "http:") url.port = String(defaultPort);
  url.hash = "";
  url.pathname = apiPath(url.pathname);
  // A path that ends in a slash is the empty path here; the query follows it.
  return url.href;
}

/** The base URL of a port on this machine. Throws `UsageError`, which names the origin, for what is no port. */
export function localBaseUrl(port: string | number, provenance: Provenance = { origin: "--port" }): string {
  const number = typeof port === "number" ? port : /^\d+$/.test(port.trim()) ? Number(port) : NaN;
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new UsageError(`${provenance.origin} "${port}" is not a port: expected a number from 1 to 65535`);
  }
  return normaliseBaseUrl(`http://localhost:${number}`, provenance);
}

/** The digits after the host; a URL object forgets a port that is the scheme's own. */
function writtenPort(address: string): string {
  const authority = address.replace(/^[^/]*\/\//, "").split(/[/?#\\]/, 1)[0];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return /:(\d*)$/.exec(host.replace(/^\[[^\]]*\]/, ""))?.[1] ?? "";
}

function apiPath(path: string): string {
  const bare = path.replace(/\/+$/, "");
  if (bare.endsWith("/api")) return `${bare}/v1`;
  return bare.includes("/api/") ? bare : `${bare}/api/v1`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** The longest address that an error shows, in UTF-16 units. */
const longestShown = 200;

function badUrl(text: string, provenance: Provenance): UsageError {
  const plain = withoutPassword(text);
  const shown = plain.length > longestShown ? `${plain.slice(0, longestShown)}…` : plain;
  return new UsageError(`${provenance.origin} "${shown}" is not an http or https address`, {
    hint: hintFor(plain),
  });
}

/** An address of version 6 has colons of its own. */
function hintFor(text: string): string {
  const host = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  if (/^\[[^\]]*%/.test(host)) {
    return "A zone such as %eth0 cannot stand in an address of the web: use a name or another address";
  }
  const isVersion6 = /^[0-9a-f]*:[0-9a-f:.]*:/i.test(host);
  return isVersion6
    ? "An IPv6 address stands in brackets: http://[::1]:8000"
    : "Write it like http://localhost:8000";
}

/** Everything before the last `@` may belong to a password, where the address is none. */
function withoutPassword(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1***@");
}
