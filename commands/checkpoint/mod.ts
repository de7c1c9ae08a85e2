import { Command } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** How an operation is named, for the help of commands that take one. */
const references = "An operation is its id, the beginning of it, @last or @last:<type>.";

/** `ktrdr checkpoint`: what operations can be resumed from. */
export function createCheckpointCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Look at the checkpoints that operations can be resumed from, and delete them.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("list", createCheckpointListCommand(program));
  group.command("show", createCheckpointShowCommand(program));
  group.command("delete", createCheckpointDeleteCommand(program));
  group.command("stats", createCheckpointStatisticsCommand(program));
  group.command("cleanup", createCheckpointCleanupCommand(program));
  return group;
}

/** `ktrdr checkpoint list` and `ktrdr list checkpoints`. */
export function createCheckpointListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the checkpoints, newest first: an operation has one at most.")
    .option("--older-than-days <days:integer>", "Only those that are older than so many days.")
    .action(async (options) => {
      const { listCheckpoints } = await import("./list.ts");
      await program.run(options, (context) => listCheckpoints(context, options));
    });
}

function createCheckpointShowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Show the checkpoint of an operation; with --verbose all of its state.\n\n${references}`)
    .arguments("<operation:string>")
    .action(async (options, operation) => {
      const { showCheckpoint } = await import("./show.ts");
      await program.run(options, (context) => showCheckpoint(context, operation));
    });
}

function createCheckpointDeleteCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Delete the checkpoint of an operation, which cannot be resumed then.\n\n${references}`)
    .arguments("<operation:string>")
    .option("-f, --force", "Do not ask.")
    .action(async (options, operation) => {
      const { deleteCheckpoint } = await import("./delete.ts");
      await program.run(options, (context) => deleteCheckpoint(context, operation, options));
    });
}

function createCheckpointStatisticsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show how many checkpoints there are, and how much they take.")
    .action(async (options) => {
      const { showStatistics } = await import("./stats.ts");
      await program.run(options, showStatistics);
    });
}

function createCheckpointCleanupCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Delete old checkpoints, and files that belong to none.")
    .option("--max-age-days <days:integer>", "Delete those that are older than so many days.", {
      default: 30,
    })
    .option("-f, --force", "Do not ask.")
    .action(async (options) => {
      const { cleanUpCheckpoints } = await import("./cleanup.ts");
      await program.run(options, (context) => cleanUpCheckpoints(context, options));
    });
}
