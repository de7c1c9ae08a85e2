import type { ProgramServices } from "./program_services.ts";
import { type Config, emptyConfig, withConfig } from "../../lib/config/config.ts";
import { loadConfig } from "../../lib/config/load_config.ts";
import { ExitCode, type ExitCodeValue, KtrdrError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import { openEarlyEncoder, openEncoder, versionEvent } from "../../lib/output/encoders/encoder.ts";
import type { OutputEncoder } from "../../lib/output/encoders/output_encoder.ts";
import { type ErrorContext, Printer } from "../../lib/output/printer.ts";
import { addConfiguredOptions, chooseOutput, type CommandTraits } from "./output_choice.ts";
import { Context } from "./context.ts";
import type { GlobalOptions } from "./global_options.ts";
import { readEarlyOptions } from "./command_line.ts";

/** What a command does: talks through the context, and returns an exit code when it is not 0. */
export type CommandHandler = (context: Context) => Promise<ExitCodeValue | void>;

/** One run of the program: the host it runs on, and how it ends. */
export class Program {
  readonly host: Host;
  readonly services: ProgramServices;
  /** What is known of the options before they are parsed, for help and for errors in the command line itself. */
  readonly earlyOptions: GlobalOptions;
  #printer: Printer;
  #exitCode: ExitCodeValue = ExitCode.ok;
  #errorContext: ErrorContext = {};

  constructor(host: Host, services: ProgramServices, args: readonly string[]) {
    this.host = host;
    this.services = services;
    this.earlyOptions = readEarlyOptions(args);
    const { output = "table" } = this.earlyOptions;
    const encoder = openEarlyEncoder({ format: output, now: () => host.now() });
    this.#printer = createPrinter(host, { ...this.earlyOptions, encoder });
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

  /**
   * Runs a command's handler with a context made from its options and the configuration file. Throws UsageError where the
   * command cannot print what they want, or the file makes no sense.
   */
  async run(given: GlobalOptions, handler: CommandHandler, traits: CommandTraits = {}): Promise<void> {
    const { config, problem } = await this.#loadConfig(given);
    const env = (name: string) => this.host.env(name);
    const options = addConfiguredOptions(given, { ...traits, config, env });
    const output = chooseOutput(options, { ...traits, env: withConfig(env, config) });
    const encoder = await openEncoder({ ...output, isRaw: options.csvRaw, now: () => this.host.now() });
    this.#printer = createPrinter(this.host, { ...options, encoder });
    if (output.events) this.#printer.event(versionEvent);
    if (problem !== undefined && !traits.takesBadConfig) throw problem;
    await using context = new Context(this, { options, config, configProblem: problem });
    this.#exitCode = (await handler(context)) ?? ExitCode.ok;
  }

  /** A file that makes no sense is none: what the options alone say is how its problem is told. */
  async #loadConfig({ profile }: GlobalOptions): Promise<{ config: Config; problem?: KtrdrError }> {
    try {
      return { config: await loadConfig(this.host, profile) };
    } catch (error) {
      if (!(error instanceof KtrdrError)) throw error;
      return { config: emptyConfig, problem: error };
    }
  }
}

function createPrinter(
  host: Host,
  options: GlobalOptions & { encoder: OutputEncoder | undefined },
): Printer {
  return new Printer({
    stdout: host.stdout,
    stderr: host.stderr,
    encoder: options.encoder,
    quiet: options.quiet ?? false,
    verbose: options.verbose ?? false,
    color: options.color ?? "auto",
    errorWidth: () => host.stderr.isTerminal ? host.terminalSize()?.columns : undefined,
    env: (name) => host.env(name),
  });
}
