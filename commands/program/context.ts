import type { KtrdrClient } from "../../lib/client/client.ts";
import { type Config, withConfig } from "../../lib/config/config.ts";
import { findSandboxFile } from "../../lib/config/find_sandbox_file.ts";
import { homeFolder } from "../../lib/config/home_folder.ts";
import { resolveSettings, resolveTarget, type Settings } from "../../lib/config/resolve_settings.ts";
import type { Server } from "../../lib/contract/server.ts";
import type { KtrdrError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import type { ErrorContext, Printer } from "../../lib/output/printer.ts";
import { permissionErrorOf } from "../../lib/permission_error.ts";
import type { GlobalOptions } from "./global_options.ts";
import type { ProgramServices, ServedFolders } from "./program_services.ts";
import { inputLimits, readInputFile } from "./read_input_file.ts";
import { version } from "./version.ts";

/** Where a KTRDR API is looked for when nothing says where it is, and for how long (milliseconds). */
const automatic = { baseUrl: "http://localhost:8000/api/v1", timeout: 300 } as const;
/** The embedded engine answers any address; this one reads well in messages. */
const embeddedBaseUrl = "http://embedded/api/v1";

/** What a {@linkcode Context} needs of the program that runs. */
interface ContextProgram {
  readonly host: Host;
  readonly printer: Printer;
  readonly services: ProgramServices;
  describeFailure(context: ErrorContext): void;
}

/** What a {@linkcode Context} is made of. */
interface ContextOptions {
  options: GlobalOptions;
  config: Config;
  /** Why the configuration file was left aside. */
  configProblem?: KtrdrError | undefined;
}

/** What a command works with: the host, the printer, and on demand a client of the server the user means. */
export class Context implements AsyncDisposable {
  readonly host: Host;
  readonly printer: Printer;
  readonly options: GlobalOptions;
  /** What the configuration file says. */
  readonly config: Config;
  /** Why the configuration file was left aside, by a command that can do without. */
  readonly configProblem: KtrdrError | undefined;
  readonly #program: ContextProgram;
  readonly #resources = new AsyncDisposableStack();
  #client: Promise<KtrdrClient> | undefined;
  #settings: Promise<Settings> | undefined;
  #engine: Server | undefined;
  #mayLook = true;

  constructor(program: ContextProgram, { options, config, configProblem }: ContextOptions) {
    this.host = program.host;
    this.printer = program.printer;
    this.options = options;
    this.config = config;
    this.configProblem = configProblem;
    this.#program = program;
  }

  /** Whether the client talks to the engine inside this program; its work ends with the program. */
  get isEmbedded(): boolean {
    return this.#engine !== undefined;
  }

  /** Whether Deno let the program look for a server at the usual place, where it tried. */
  get mayLook(): boolean {
    return this.#mayLook;
  }

  /** The client of the server that the flags, the environment or a file name, or of the embedded engine. */
  client(): Promise<KtrdrClient> {
    this.#client ??= this.#openClient();
    return this.#client;
  }

  /**
   * The client of the remote server that is named, or answers at the usual place within `timeout` milliseconds; null
   * where the engine does the work.
   */
  async remoteClient(
    { timeout = automatic.timeout }: { timeout?: number } = {},
  ): Promise<KtrdrClient | null> {
    const settings = await this.settings();
    const { target } = settings;
    if (target.kind === "remote") return await this.#connect(settings, { baseUrl: target.baseUrl });
    if (target.kind === "embedded") return null;
    // A token is for who is named, not for whatever happens to listen there.
    const { token, ...others } = settings;
    const local = await this.#connect({ ...others, token: undefined }, automatic);
    try {
      await local.health.get({ timeout, retries: 0 });
    } catch (error) {
      this.#mayLook = permissionErrorOf(error) === undefined;
      return null;
    }
    if (token !== undefined) {
      const way = "--url http://localhost:8000 does";
      this.printer.note(
        `The token of ${token.origin} is not sent to localhost:8000, which nothing names (${way})`,
      );
    }
    return local;
  }

  /** What flags, environment and files settle. */
  settings(): Promise<Settings> {
    this.#settings ??= this.#resolveSettings();
    return this.#settings;
  }

  /** The embedded engine itself, for `serve`: no server that options or environment name matters. */
  async engine(folders: ServedFolders = {}): Promise<Server> {
    return await this.#openEngine(this.home, folders);
  }

  /** The folder of the embedded engine. */
  get home(): string {
    return homeFolder({ env: this.env, operatingSystem: this.host.facts.operatingSystem });
  }

  /** The value of an environment variable, or where it is not set what the configuration file says instead. */
  get env(): (name: string) => string | undefined {
    return withConfig((name) => this.host.env(name), this.config);
  }

  /** Seconds to try while all workers are busy, where the command line does not tell. */
  get waitForWorker(): number | undefined {
    const entry = this.config.entries.get("wait_for_worker");
    return entry === undefined ? undefined : Number(entry.text);
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
    const remote = await this.remoteClient();
    if (remote !== null) return remote;
    const settings = await this.settings();
    if (settings.target.kind === "auto") {
      const why = this.#mayLook
        ? "No KTRDR server at localhost:8000"
        : "Deno does not permit to look for a server (--allow-net=localhost:8000 does)";
      this.printer.note(`${why}, using the embedded engine`);
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
    const { KtrdrClient } = await import("../../lib/client/client.ts");
    const client = new KtrdrClient({
      baseUrl: server.baseUrl,
      fetch: server.fetch ?? ((request) => this.host.fetch(request)),
      timeout: settings.requestTimeout,
      token: settings.token?.text,
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

  async #openEngine(home: string, folders: ServedFolders = {}): Promise<Server> {
    this.#engine = await this.#program.services.openEngine({
      ...folders,
      home,
      cores: this.host.facts.cores,
      version,
    });
    return this.#resources.use(this.#engine);
  }

  async #resolveSettings(): Promise<Settings> {
    const { tokenFile } = this.options;
    const token = tokenFile === undefined
      ? undefined
      : await readInputFile(this.host, tokenFile, { limit: inputLimits.token });
    const sources = {
      flags: { ...this.options, token },
      env: (name: string) => this.host.env(name),
      sandboxFile: await findSandboxFile(this.host),
      config: this.config,
      operatingSystem: this.host.facts.operatingSystem,
    };
    const needsFile = token === undefined && resolveTarget(sources).kind !== "embedded";
    return resolveSettings({
      ...sources,
      configToken: needsFile ? await this.#readConfigToken() : undefined,
    });
  }

  async #readConfigToken(): Promise<string | undefined> {
    const entry = this.config.entries.get("token_file");
    if (entry === undefined || this.host.env("KTRDR_TOKEN") !== undefined) return undefined;
    const options = { origin: `${entry.origin}: token_file`, limit: inputLimits.token };
    return await readInputFile(this.host, entry.text, options);
  }
}
