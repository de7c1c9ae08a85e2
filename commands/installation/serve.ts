import { type ExitCodeValue, KtrdrError, UsageError } from "../../lib/errors.ts";
import type { Host, HttpListener } from "../../lib/host/host.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { anySignal } from "../../lib/client/time_limit.ts";
import { createGate, type RequestHandler } from "../../lib/serve/gate.ts";
import { isLoopback, parseAllowedHost } from "../../lib/serve/host_check.ts";
import { parseServerToken } from "../../lib/serve/token_check.ts";
import type { Context } from "../program/context.ts";
import { inputLimits, readInputFile } from "../program/read_input_file.ts";

/** What `serve` takes. */
interface ServeOptions {
  host: string;
  port: number;
  allowHost?: string[] | undefined;
  strategies?: string | undefined;
  data?: string | undefined;
}

/** `ktrdr serve`: answers HTTP requests until Ctrl+C, SIGTERM or SIGHUP, then stops its jobs and ends well. */
export async function serve(context: Context, options: ServeOptions): Promise<ExitCodeValue | void> {
  checkAddress(options);
  const allowedHosts = (options.allowHost ?? []).map(parseAllowedHost);
  const token = await readToken(context);
  const { strategies, data } = options;
  await requireFolder(context.host, "--strategies", strategies);
  await requireFolder(context.host, "--data", data);
  const engine = await context.engine({ strategies, data });
  using interrupts = interruptPolicy(context.host);
  // Who is at the gate depends on the port, which may be known only after the first request has come.
  const gate = Promise.withResolvers<RequestHandler>();
  await using listener = await listen(context, {
    ...options,
    fetch: async (request) => (await gate.promise)(request),
  });
  const { hostname, port } = listener;
  const listensOn = [options.host, hostname];
  gate.resolve(createGate((request) => engine.fetch(request), { listensOn, port, allowedHosts, token }));
  announce(context, listener, { isOpen: token === undefined });
  const stop = anySignal(interrupts.signal, interrupts.detach);
  await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
  context.printer.note("Stopping");
}

function checkAddress({ host, port }: ServeOptions): void {
  if (host.trim() === "") throw new UsageError(`--host is '${host}', expected an address such as 127.0.0.1`);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return;
  throw new UsageError(`--port is '${port}', expected 0 to 65535`);
}

/** Throws UsageError unless there is a folder at the path that the option names, if it names any. */
async function requireFolder(host: Host, option: string, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const facts = await host.files.stat(path);
  if (facts?.kind === "folder") return;
  const found = facts === null ? "there is no such folder" : "it is no folder";
  throw new UsageError(`${option} is '${path}': ${found}`, { hint: "Name a folder that is there" });
}

/** The token to demand; undefined where none is named. That of the client, `KTRDR_TOKEN`, is for other servers. */
async function readToken({ host, printer, options: { tokenFile } }: Context): Promise<string | undefined> {
  if (tokenFile !== undefined) {
    const { mode = null } = await host.files.stat(tokenFile).catch(() => null) ?? {};
    if (mode !== null && (mode & 0o077) !== 0) {
      printer.warn(`Others can read the token in '${tokenFile}': chmod 600 ${tokenFile}`);
    }
    const text = await readInputFile(host, tokenFile, { limit: inputLimits.token });
    return parseServerToken(text, { origin: `File '${tokenFile}'` });
  }
  const variable = host.env("KTRDR_SERVE_TOKEN");
  return variable === undefined ? undefined : parseServerToken(variable, { origin: "KTRDR_SERVE_TOKEN" });
}

async function listen(
  context: Context,
  options: ServeOptions & { fetch: RequestHandler },
): Promise<HttpListener> {
  try {
    return await context.host.serve(options.fetch, { hostname: options.host, port: options.port });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = isTaken ? "another program listens there" : String(error);
    throw new KtrdrError(`Cannot listen on ${options.host}:${options.port}: ${reason}`, {
      hint: isTaken ? "Choose another with --port" : "Choose another with --host or --port",
      cause: error,
    });
  }
}

function announce(
  { printer }: Context,
  { hostname, port }: HttpListener,
  { isOpen }: { isOpen: boolean },
): void {
  const address = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  const url = `http://${address}`;
  printer.result({ status: "listening", url }, (style) => `Serving the KTRDR API at ${style.bold(url)}`);
  if (isOpen && !isLoopback(hostname)) {
    printer.warn(`Whoever can reach ${address} may use this server: set a token with --token-file`);
  }
  printer.note("Ctrl+C stops it");
}
