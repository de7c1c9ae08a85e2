import { Command, EnumType } from "@cliffy/command";
import { operationStatuses, operationTypes } from "../../lib/contract/words/operation_words.ts";
import type { Context } from "../program/context.ts";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { interruptChoices } from "./run/interrupt_choice.ts";

/** `ktrdr operation`: everything a server works on, or has worked on. */
export function createOperationCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("List, follow, compare, cancel and resume operations.")
    .action(function () {
      showHelp(program, this);
    });
  for (const [name, command] of createCommands(program)) group.command(name, command);
  return group;
}

/** `ktrdr ops`: lists operations, and takes the commands of `ktrdr operation`. */
export function createOpsCommand(program: Program) {
  const group = createOperationListCommand(program);
  for (const [name, command] of createCommands(program)) group.command(name, command);
  return group;
}

function createCommands(program: Program) {
  return Object.entries({
    list: createOperationListCommand(program),
    status: createStatusCommand(program),
    follow: createFollowCommand(program),
    wait: createWaitCommand(program),
    metrics: createMetricsCommand(program),
    compare: createCompareCommand(program),
    children: createChildrenCommand(program),
    cancel: createCancelCommand(program),
    resume: createResumeCommand(program),
    retry: createRetryCommand(program),
  });
}

/** `ktrdr operation list` and `ktrdr list operations`. */
export function createOperationListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List operations, newest first.")
    .type("status", new EnumType([...operationStatuses]))
    .type("type", new EnumType([...operationTypes]))
    .option("-s, --status <status:status>", "Only operations with this status.")
    .option("-t, --type <type:type>", "Only operations of this type.")
    .option("-l, --limit <count:integer>", "How many to list at the most.", { default: 50 })
    .option("-a, --active", "Only operations that are not over.")
    .option("-r, --resumable", "Only operations that have a checkpoint to resume from.")
    .action(async (options) => {
      const { listOperations } = await import("./list.ts");
      await program.run(options, (context) => listOperations(context, options));
    });
}

/** `ktrdr operation status` and `ktrdr status`. */
export function createStatusCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Show one operation; with no id, what is running.\n\n${references}`)
    .arguments("[operation:string]")
    .option("--exit-status", "Exit with 8 while it runs, 1 if it failed, 3 if it was cancelled.")
    .action(async (options, operation) => {
      const { showStatus } = await import("./status.ts");
      await program.run(options, (context) => showStatus(context, operation, options));
    });
}

/** How an operation is named, for the help of commands that take one. */
const references =
  "An operation is its id, the beginning of it, @last or @last:<type>; '-' reads ids from stdin.";

/** `ktrdr operation follow` and `ktrdr follow`. */
export function createFollowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Follow operations until they end. Ctrl+C only stops following.\n\n${references}`)
    .arguments("<operation...:string>")
    .option("--timeout <seconds:number>", "Stop following after this time; the operations go on.")
    .example("What was started last", "ktrdr follow @last")
    .action(async (options, ...operations) => {
      const { followOperations } = await import("./follow.ts");
      const handle = (context: Context) => followOperations(context, operations, options);
      await program.run(options, handle, { tellsEvents: true });
    });
}

/** `ktrdr operation wait` and `ktrdr wait`. */
export function createWaitCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Wait for operations to end; the exit code says how. Ctrl+C only stops waiting.\n\n" +
        "Exits with 0 if all completed, 1 if any failed, 3 if any was cancelled; with --any as the first that ended. " +
        references,
    )
    .arguments("<operation...:string>")
    .option("--all", "Wait until all have ended, which is the default.", { conflicts: ["any"] })
    .option("--any", "Wait until any has ended.", { conflicts: ["all"] })
    .option("--fail-fast", "Stop waiting when one fails or is cancelled.", { conflicts: ["any"] })
    .option("--timeout <seconds:number>", "Stop waiting after this time; the operations go on.")
    .example("Wait for all that runs", "ktrdr ops --active -o jsonl | jq -r .operation_id | ktrdr wait -")
    .action(async (options, ...operations) => {
      const { followOperations } = await import("./follow.ts");
      const enough = options.any ? "any" : options.failFast ? "all or failure" : "all";
      const choices = { timeout: options.timeout, enough } as const;
      const handle = (context: Context) => followOperations(context, operations, choices);
      await program.run(options, handle, { tellsEvents: true });
    });
}

/** `ktrdr operation cancel` and `ktrdr cancel`. */
export function createCancelCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Cancel an operation.\n\n${references}`)
    .arguments("<operation:string>")
    .option("-r, --reason <text:string>", "Why, for the record.")
    .option("-f, --force", "Accepted for old scripts; it makes no difference to a server.")
    .action(async (options, operation) => {
      const { cancelOperation } = await import("./cancel.ts");
      await program.run(options, (context) => cancelOperation(context, operation, options));
    });
}

/** `ktrdr operation resume` and `ktrdr resume`. */
export function createResumeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Resume a cancelled or failed operation from its checkpoint.\n\n${references}`)
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("<operation:string>")
    .option("-f, --follow", "Wait for the operation and show its progress.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the operation (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the operation goes on.")
    .action(async (options, operation) => {
      const { resumeOperation } = await import("./resume.ts");
      const choices = { ...options, follow: options.follow ?? false };
      const handle = (context: Context) => resumeOperation(context, operation, choices);
      await program.run(options, handle, { tellsEvents: true, hasNoRows: true });
    });
}

function createRetryCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Run a failed operation again from its start, under a new id.\n\n${references}`)
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("<operation:string>")
    .option("-f, --follow", "Wait for the new operation and show its progress.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the operation (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the operation goes on.")
    .action(async (options, operation) => {
      const { retryOperation } = await import("./retry.ts");
      const choices = { ...options, follow: options.follow ?? false };
      const handle = (context: Context) => retryOperation(context, operation, choices);
      await program.run(options, handle, { tellsEvents: true, hasNoRows: true });
    });
}

function createChildrenCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Show what an operation has started, such as the training of a research.\n\n${references}`)
    .arguments("<operation:string>")
    .action(async (options, operation) => {
      const { showChildren } = await import("./children.ts");
      await program.run(options, (context) => showChildren(context, operation));
    });
}

function createMetricsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(`Show losses and accuracies of a training, epoch by epoch.\n\n${references}`)
    .arguments("<operation:string>")
    .option("--last <count:integer>", "Only so many epochs, the newest ones.")
    .example("As a file for a spreadsheet", "ktrdr operation metrics @last:training -o csv > epochs.csv")
    .action(async (options, operation) => {
      const { showMetrics } = await import("./metrics.ts");
      await program.run(options, (context) => showMetrics(context, operation, options));
    });
}

function createCompareCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      `Show operations side by side: what was done, and what came of it.\n\n${references}`,
    )
    .arguments("<operation...:string>")
    .example(
      "The last two backtests",
      "ktrdr ops -t backtesting -l 2 -o jsonl | jq -r .operation_id | ktrdr operation compare -",
    )
    .action(async (options, ...operations) => {
      const { compareOperations } = await import("./compare.ts");
      await program.run(options, (context) => compareOperations(context, operations));
    });
}

/** `ktrdr dummy`: a harmless long operation. It was called `dummy dummy` before. */
export function createDummyCommand(program: Program) {
  return createDummyRunCommand(program).command("dummy", createDummyRunCommand(program).hidden());
}

function createDummyRunCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Run a harmless operation of 200 seconds, to try progress and Ctrl+C.")
    .type("interrupt", new EnumType(interruptChoices))
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the operation (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the operation goes on.")
    .action(async (options) => {
      const { runDummy } = await import("./dummy.ts");
      const choices = { ...options, follow: options.detach !== true };
      await program.run(options, (context) => runDummy(context, choices), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}
