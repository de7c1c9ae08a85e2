/**
 * Which hosts a request may be meant for.
 *
 * A web page whose name was made to point at this machine (DNS rebinding) is of the same origin as the server, for the
 * browser. Its requests still carry the name of the page in `Host`; therefore only known names are answered.
 * @module
 */
import { UsageError } from "../errors.ts";

/** A host as a URL or a header names it. */
interface NamedHost {
  /** Lower case; an IPv6 address in brackets. */
  readonly name: string;
  /** Undefined where none is written. */
  readonly port: number | undefined;
}

/** What a server goes by. */
export interface HostCheckOptions {
  /** What it listens on: as it was told, and as it turned out. */
  readonly listensOn: readonly string[];
  readonly port: number;
  /** Further hosts; one without a port may be asked for at any. */
  readonly allowedHosts: readonly NamedHost[];
}

/** The port that a `Host` without one means. */
const standardPort = 80;

/**
 * Tells whether the value of a `Host` header is one of this server: the names and addresses of this machine's loopback
 * and those it listens on, with its port; every address where it listens on all; and the allowed hosts.
 */
export function createHostCheck(options: HostCheckOptions): (host: string) => boolean {
  const { listensOn, port, allowedHosts } = options;
  const own = listensOn.map(normalizeName);
  const takesAnyAddress = own.some(isWildcard);
  const isOwn = (name: string) =>
    isLoopback(name) || own.includes(name) || (takesAnyAddress && isAddress(name));
  return (text) => {
    const host = parseHost(text);
    if (host === undefined) return false;
    const asked = host.port ?? standardPort;
    return (asked === port && isOwn(host.name)) ||
      allowedHosts.some(({ name, port }) => name === host.name && (port === undefined || port === asked));
  };
}

/** Whether an address or a name is one of this machine that no other machine can reach. */
export function isLoopback(hostname: string): boolean {
  const name = normalizeName(hostname);
  return name === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(name) || /^(.+\.)?localhost$/.test(name);
}

/** The host that an option names: `ktrdr.example.com` or `ktrdr.example.com:443`. Throws `UsageError` for anything else. */
export function parseAllowedHost(text: string): NamedHost {
  const [, name, port] = /^([^\s/@?#\\%*]+?)(:\d+)?$/.exec(isBareAddress(text) ? `[${text}]` : text) ??
    ["", "", ""];
  // A browser asks for a name in other letters by its ASCII form.
  const host = parseHost(normalizeName(name) + (port ?? ""));
  if (host !== undefined) return host;
  throw new UsageError(`--allow-host is "${text}", expected the name of a host`, {
    hint: "Write it like ktrdr.example.com or ktrdr.example.com:443",
  });
}

/** The parts of `name`, `name:port`, `[::1]` or `[::1]:port`; undefined for anything else. */
function parseHost(text: string): NamedHost | undefined {
  // A URL would take what is before an @ for a user, and what is after a slash for a path.
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(text)) return undefined;
  const url = URL.parse(`http://${text}/`);
  if (url === null) return undefined;
  const port = /:(\d+)$/.exec(text)?.[1];
  return {
    name: url.hostname.replace(/\.$/, ""),
    port: port === undefined || text.endsWith("]") ? undefined : Number(port),
  };
}

/** Names as URLs have them: lower case, and an IPv6 address in brackets. */
function normalizeName(hostname: string): string {
  const written = isBareAddress(hostname) ? `[${hostname}]` : hostname;
  return URL.parse(`http://${written}/`)?.hostname ?? hostname;
}

function isBareAddress(hostname: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(hostname);
}

function isWildcard(name: string): boolean {
  return name === "0.0.0.0" || name === "[::]";
}

/** An address cannot be made to point elsewhere, as a name can. */
function isAddress(name: string): boolean {
  return name.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(name);
}
