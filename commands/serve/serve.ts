import { type ExitCodeValue, KtrdrError, UsageError } from "../../lib/errors.ts";
import type { HttpListener } from "../../lib/host/host.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { anySignal } from "../../lib/client/time_limit.ts";
import type { Context } from "../context.ts";

/** What `serve` takes. */
export interface ServeOptions {
  host: string;
  port: number;
}

/** `ktrdr serve`: answers HTTP requests until Ctrl+C, SIGTERM or SIGHUP, then stops its jobs and ends well. */
export async function serve(context: Context, options: ServeOptions): Promise<ExitCodeValue | void> {
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65_535) {
    throw new UsageError(`--port is '${options.port}', expected 0 to 65535`);
  }
  const engine = await context.engine();
  using interrupts = interruptPolicy(context.host);
  await using listener = listen(context, { ...options, fetch: (request) => engine.fetch(request) });
  const address = listener.hostname.includes(":") ? `[${listener.hostname}]` : listener.hostname;
  const url = `http://${address}:${listener.port}`;
  context.printer.result(
    { status: "listening", url },
    (style) => `Serving the KTRDR API at ${style.bold(url)}`,
  );
  context.printer.note("Ctrl+C stops it");
  const stop = anySignal(interrupts.signal, interrupts.detach);
  await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
  context.printer.note("Stopping");
}

function listen(
  context: Context,
  options: ServeOptions & { fetch(request: Request): Promise<Response> },
): HttpListener {
  try {
    return context.host.serve(options.fetch, { hostname: options.host, port: options.port });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = isTaken ? "another program listens there" : String(error);
    throw new KtrdrError(`Cannot listen on ${options.host}:${options.port}: ${reason}`, {
      hint: "Choose another with --port",
      cause: error,
    });
  }
}
