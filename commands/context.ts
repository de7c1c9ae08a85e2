import type { KtrdrClient } from "../lib/client/client.ts";
import { findSandboxFile } from "../lib/config/find_sandbox_file.ts";
import { homeFolder } from "../lib/config/home_folder.ts";
import { resolveSettings, type Settings } from "../lib/config/resolve_settings.ts";
import type { Server } from "../lib/contract/server.ts";
import type { Host } from "../lib/host/host.ts";
import type { ErrorContext, Printer } from "../lib/output/printer.ts";
import type { GlobalOptions, Program } from "./program.ts";
import { readInputFile } from "./read_input_file.ts";
import { version } from "./version.ts";

/** Where a KTRDR API is looked for when nothing says where it is, and for how long (milliseconds). */
const automatic = { baseUrl: "http://localhost:8000/api/v1", timeout: 300 } as const;
/** The embedded engine answers any address; this one reads well in messages. */
const embeddedBaseUrl = "http://embedded/api/v1";

/** What a command works with: the host, the printer, and on demand a client of the server the user means. */
export class Context implements AsyncDisposable {
  readonly host: Host;
  readonly printer: Printer;
  readonly options: GlobalOptions;
  readonly #program: Program;
  readonly #resources = new AsyncDisposableStack();
  #client: Promise<KtrdrClient> | undefined;
  #engine: Server | undefined;

  constructor(program: Program, options: GlobalOptions) {
    this.host = program.host;
    this.printer = program.printer;
    this.options = options;
    this.#program = program;
  }

  /** Whether the client talks to the engine inside this program; its work ends with the program. */
  get isEmbedded(): boolean {
    return this.#engine !== undefined;
  }

  /** The client of the server that the flags, the environment or a file name, or of the embedded engine. */
  client(): Promise<KtrdrClient> {
    this.#client ??= this.#openClient();
    return this.#client;
  }

  /** The embedded engine itself, for `serve`: no server that options or environment name matters. */
  async engine(): Promise<Server> {
    const { operatingSystem } = this.host.facts;
    return await this.#openEngine(homeFolder({ env: (name) => this.host.env(name), operatingSystem }));
  }

  /** Columns of the terminal that shows stdout; undefined where it goes elsewhere and may be of any width. */
  get width(): number | undefined {
    return this.host.stdout.isTerminal ? this.host.terminalSize()?.columns : undefined;
  }

  /** Tells which operation, if any, an error from now on belongs to. */
  describeFailure(context: ErrorContext): void {
    this.#program.describeFailure(context);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  async #openClient(): Promise<KtrdrClient> {
    const settings = await this.#resolveSettings();
    const { target } = settings;
    if (target.kind === "remote") return await this.#connect(settings, { baseUrl: target.baseUrl });
    if (target.kind === "auto") {
      const local = await this.#connect(settings, automatic);
      if (await local.healthCheck({ timeout: automatic.timeout })) return local;
      this.printer.note("No KTRDR server at localhost:8000, using the embedded engine");
    }
    const engine = await this.#openEngine(settings.home);
    const fetch = (request: Request) => engine.fetch(request);
    return await this.#connect(settings, { baseUrl: embeddedBaseUrl, fetch });
  }

  async #connect(
    settings: Settings,
    server: { baseUrl: string; fetch?: (request: Request) => Promise<Response> },
  ): Promise<KtrdrClient> {
    // Loaded only here: the client brings the schemas of the whole API along.
    const { KtrdrClient } = await import("../lib/client/client.ts");
    const client = new KtrdrClient({
      baseUrl: server.baseUrl,
      fetch: server.fetch ?? ((request) => this.host.fetch(request)),
      timeout: settings.requestTimeout,
      token: settings.token,
      delay: (milliseconds, options) => this.host.delay(milliseconds, options),
      now: () => this.host.now(),
      random: () => this.host.random(),
      onRetry: (notice) =>
        this.printer.detail(
          `${notice.method} ${notice.url}: ${notice.reason}; trying again (${notice.attempt})`,
        ),
    });
    return this.#resources.use(client);
  }

  async #openEngine(home: string): Promise<Server> {
    this.#engine = await this.#program.rooms.openEngine({
      home,
      cores: this.host.facts.cores,
      version,
    });
    return this.#resources.use(this.#engine);
  }

  async #resolveSettings(): Promise<Settings> {
    const { tokenFile } = this.options;
    const token = tokenFile === undefined ? undefined : await readInputFile(this.host, tokenFile);
    return resolveSettings({
      flags: { ...this.options, token },
      env: (name) => this.host.env(name),
      sandboxFile: await findSandboxFile(this.host),
      operatingSystem: this.host.facts.operatingSystem,
    });
  }
}
