import { ExitCode, type ExitCodeValue } from "../lib/errors.ts";
import type { Server } from "../lib/contract/server.ts";
import type { Host } from "../lib/host/host.ts";
import { type ErrorContext, Printer } from "../lib/output/printer.ts";
import { Context } from "./context.ts";

/** How to open the embedded engine. */
export interface OpenEngineOptions {
  /** The folder that holds everything the engine keeps. */
  home: string;
  /** How many jobs may run at once. */
  cores: number;
  /** What the engine calls itself in `GET /health`. */
  version: string;
}

/** Doors to the parts of the program that are opened only when they are needed. */
export interface Rooms {
  openEngine(options: OpenEngineOptions): Promise<Server>;
}

/** The options that every command takes. A `type`, since Cliffy cannot infer through an interface. */
export type GlobalOptions = {
  url?: string;
  port?: number;
  embedded?: true;
  json?: true;
  verbose?: true;
  quiet?: true;
  progress?: "auto" | "tty" | "plain" | "quiet" | "json";
  color?: "auto" | "always" | "never";
  requestTimeout?: number;
  tokenFile?: string;
};

/** What a command does: talks through the context, and returns an exit code when it is not 0. */
export type CommandHandler = (context: Context) => Promise<ExitCodeValue | void>;

/** One run of the program: the host it runs on, and how it ends. */
export class Program {
  readonly host: Host;
  readonly rooms: Rooms;
  /** What is known of the options before they are parsed, for help and for errors in the command line itself. */
  readonly earlyOptions: GlobalOptions;
  #printer: Printer;
  #exitCode: ExitCodeValue = ExitCode.ok;
  #errorContext: ErrorContext = {};

  constructor(host: Host, rooms: Rooms, args: readonly string[]) {
    this.host = host;
    this.rooms = rooms;
    this.earlyOptions = readEarlyOptions(args);
    this.#printer = createPrinter(host, this.earlyOptions);
  }

  /** How the program ends so far. */
  get exitCode(): ExitCodeValue {
    return this.#exitCode;
  }

  /** Where this run's errors go. */
  get printer(): Printer {
    return this.#printer;
  }

  /** What an error of this run belongs to. */
  get errorContext(): ErrorContext {
    return this.#errorContext;
  }

  /** Tells which operation, if any, an error from now on belongs to. */
  describeFailure(context: ErrorContext): void {
    this.#errorContext = { ...this.#errorContext, ...context };
  }

  /** Runs a command's handler with a context made from its options. */
  async run(options: GlobalOptions, handler: CommandHandler): Promise<void> {
    this.#printer = createPrinter(this.host, options);
    await using context = new Context(this, options);
    this.#exitCode = (await handler(context)) ?? ExitCode.ok;
  }
}

function createPrinter(host: Host, options: GlobalOptions): Printer {
  return new Printer({
    stdout: host.stdout,
    stderr: host.stderr,
    json: options.json ?? false,
    quiet: options.quiet ?? false,
    verbose: options.verbose ?? false,
    color: options.color ?? "auto",
    env: (name) => host.env(name),
  });
}

function readEarlyOptions(args: readonly string[]): GlobalOptions {
  const colors = ["auto", "always", "never"] as const;
  const color = colors.find((choice) =>
    args.some((arg, i) => arg === `--color=${choice}` || (arg === "--color" && args[i + 1] === choice))
  );
  return { ...(args.includes("--json") && { json: true }), ...(color !== undefined && { color }) };
}
