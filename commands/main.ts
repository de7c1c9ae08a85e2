import { ValidationError } from "@cliffy/command";
import { stripAnsiCode } from "@std/fmt/colors";
import { KtrdrError, UsageError } from "../lib/errors.ts";
import { type Host, OutputError } from "../lib/host/host.ts";
import { permissionErrorOf } from "../lib/permission_error.ts";
import { reduceToHelp, spellOutOptions } from "./program/command_line.ts";
import { Program } from "./program/program.ts";
import type { ProgramServices } from "./program/program_services.ts";
import { createRootCommand } from "./root.ts";

/**
 * Runs the program once: parses the arguments, does what they say, and resolves with the exit code. Never rejects,
 * never ends the process. The one place where errors become messages and exit codes.
 */
export async function main(args: readonly string[], host: Host, services: ProgramServices): Promise<number> {
  const program = new Program(host, services, args);
  try {
    const root = createRootCommand(program, args[0]);
    await root.parse(spellOutVersion(spellOutOptions(reduceToHelp(args, root), root)));
    return program.exitCode;
  } catch (error) {
    const failure = await explain(error);
    report(program, failure);
    return failure instanceof KtrdrError ? failure.exitCode : 1;
  }
}

/** With options besides it, which say how to print, `--version` is the command of that name. */
function spellOutVersion(args: string[]): string[] {
  const isFlag = (arg: string) => arg === "--version" || arg === "-V";
  if (args.length < 2 || !args[0].startsWith("-") || !args.some(isFlag)) return args;
  return ["version", ...args.filter((arg) => !isFlag(arg))];
}

function report({ printer, errorContext }: Program, failure: unknown): void {
  try {
    printer.error(failure, errorContext);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    // Nothing can be written to stdout; stderr is still to be told.
    printer.error(failure, errorContext);
  }
}

/** The error in words of ours, where it comes from elsewhere. */
async function explain(error: unknown): Promise<unknown> {
  if (error instanceof ValidationError) return await createUsageError(error);
  if (!(error instanceof OutputError)) return permissionErrorOf(error) ?? error;
  const hint = "Free some space, or send the output elsewhere";
  return new KtrdrError(`Cannot write to stdout: ${error.message}`, { hint, cause: error });
}

/** Cliffy's complaints about the command line, in our own kind of error. */
async function createUsageError(error: ValidationError): Promise<UsageError> {
  const path = error.cmd?.getPath() ?? "ktrdr";
  const message = stripAnsiCode(error.message).replace(/\.$/, "");
  const hint = await suggestWord(message) ?? `Run '${path} --help' for usage`;
  return new UsageError(await suggestNearOnly(message, error.cmd), { hint, cause: error });
}

/** Cliffy offers the word that is least unlike, however unlike it is: only one that a slip explains is kept. */
async function suggestNearOnly(message: string, command: ValidationError["cmd"]): Promise<string> {
  const parts = /^(Unknown (command|option) "(.*)")\. Did you mean \2 "[^"]*"\?$/s.exec(message);
  if (parts === null) return message;
  const [, unknown, kind, word] = parts;
  const known = kind === "option"
    ? command?.getOptions().flatMap(({ flags }) => flags)
    : command?.getCommands().flatMap((one) => [one.getName(), ...one.getAliases()]);
  const { suggestName } = await import("../lib/strategy/suggest_name.ts");
  const meant = suggestName(word, known ?? []);
  return meant === undefined ? unknown : `${unknown}. Did you mean ${kind} "${meant}"?`;
}

/** What was probably meant by a word that is none of those expected. Cliffy says it of commands and options only. */
async function suggestWord(message: string): Promise<string | undefined> {
  const parts = /but got "([^"]*)"\. Expected values: (.*)$/.exec(message);
  if (parts === null) return undefined;
  const { didYouMean } = await import("../lib/strategy/suggest_name.ts");
  return didYouMean(parts[1], [...parts[2].matchAll(/"([^"]*)"/g)].map(([, word]) => word));
}
