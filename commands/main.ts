import { ValidationError } from "@cliffy/command";
import { stripAnsiCode } from "@std/fmt/colors";
import { KtrdrError, UsageError } from "../lib/errors.ts";
import { type Host, OutputError } from "../lib/host/host.ts";
import { reduceToHelp } from "./help/reduce_to_help.ts";
import { Program, type Rooms } from "./program.ts";
import { createRootCommand } from "./root.ts";

/**
 * Runs the program once: parses the arguments, does what they say, and resolves with the exit code. Never rejects,
 * never ends the process. The one place where errors become messages and exit codes.
 */
export async function main(args: readonly string[], host: Host, rooms: Rooms): Promise<number> {
  const program = new Program(host, rooms, args);
  try {
    const root = createRootCommand(program);
    await root.parse(reduceToHelp(args, root).map(modernise));
    return program.exitCode;
  } catch (error) {
    const failure = explain(error);
    report(program, failure);
    return failure instanceof KtrdrError ? failure.exitCode : 1;
  }
}

/** Old scripts turn progress off with a flag of its own. */
function modernise(arg: string): string {
  return arg === "--no-progress" ? "--progress=quiet" : arg;
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
function explain(error: unknown): unknown {
  if (error instanceof ValidationError) return createUsageError(error);
  if (!(error instanceof OutputError)) return error;
  const hint = "Free some space, or send the output elsewhere";
  return new KtrdrError(`Cannot write to stdout: ${error.message}`, { hint, cause: error });
}

/** Cliffy's complaints about the command line, in our own kind of error. */
function createUsageError(error: ValidationError): UsageError {
  const path = error.cmd?.getPath() ?? "ktrdr";
  const message = stripAnsiCode(error.message).replace(/\.$/, "");
  return new UsageError(message, { hint: `Run '${path} --help' for usage`, cause: error });
}
