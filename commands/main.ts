import { ValidationError } from "@cliffy/command";
import { stripAnsiCode } from "@std/fmt/colors";
import { KtrdrError, UsageError } from "../lib/errors.ts";
import type { Host } from "../lib/host/host.ts";
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
    const failure = error instanceof ValidationError ? createUsageError(error) : error;
    program.printer.error(failure, program.errorContext);
    return failure instanceof KtrdrError ? failure.exitCode : 1;
  }
}

/** Old scripts turn progress off with a flag of its own. */
function modernise(arg: string): string {
  return arg === "--no-progress" ? "--progress=quiet" : arg;
}

/** Cliffy's complaints about the command line, in our own kind of error. */
function createUsageError(error: ValidationError): UsageError {
  const path = error.cmd?.getPath() ?? "ktrdr";
  const message = stripAnsiCode(error.message).replace(/\.$/, "");
  return new UsageError(message, { hint: `Run '${path} --help' for usage`, cause: error });
}
