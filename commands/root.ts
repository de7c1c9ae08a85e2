import { Command, EnumType } from "@cliffy/command";
import { colorChoices, outputFormats, progressModes } from "../lib/output/output_words.ts";
import { createAgentCommand, createResearchCommand } from "./agent/mod.ts";
import { createBacktestCommand } from "./backtest/mod.ts";
import { createCheckpointCommand } from "./checkpoint/mod.ts";
import { createCompleteCommand, createCompletionsCommand } from "./completions/mod.ts";
import { createConfigCommand } from "./config/mod.ts";
import { createDataCommand } from "./data/mod.ts";
import { createDoctorCommand, createServeCommand, createVersionCommand } from "./installation/mod.ts";
import {
  createCancelCommand,
  createDummyCommand,
  createFollowCommand,
  createOperationCommand,
  createOpsCommand,
  createResumeCommand,
  createStatusCommand,
  createWaitCommand,
} from "./operation/mod.ts";
import { createHelpCommand } from "./help/mod.ts";
import { showHelp } from "./help/show_help.ts";
import { createListCommand, createShowCommand } from "./verb_groups.ts";
import { createIbCommand } from "./ib/mod.ts";
import { createModelCommand, createTrainCommand } from "./model/mod.ts";
import { createFuzzyCommand } from "./fuzzy/mod.ts";
import { createIndicatorCommand } from "./indicator/mod.ts";
import type { Program } from "./program/program.ts";
import { version, versionLine } from "./program/version.ts";
import { createMigrateCommand, createStrategyCommand, createValidateCommand } from "./strategy/mod.ts";
import { createWorkerCommand } from "./worker/mod.ts";

/** Commands about commands: they need them all. */
const callsForAll: readonly (string | undefined)[] = [undefined, "help"];

/**
 * The command tree: whole, or where `word` calls a command that needs no other with that one only, since to make them
 * all takes longer than most of them run. Making it parses, opens and connects nothing.
 */
export function createRootCommand(program: Program, word?: string): Root {
  const root = createBareCommand(program);
  const isWhole = callsForAll.includes(word);
  for (const [names, add] of listCommands(program, root)) {
    const [name, ...aliases] = names.split(" ");
    if (!isWhole && ![name, ...aliases].includes(word ?? "")) continue;
    add(name);
    for (const alias of aliases) root.getCommand(name)?.alias(alias);
  }
  return root.hasCommands(true) ? root : createRootCommand(program);
}

type Root = ReturnType<typeof createBareCommand>;

/** The names of each command, the first of which is shown, and what adds it: in the order of the help. */
function listCommands(
  program: Program,
  root: Root,
): readonly (readonly [string, (name: string) => unknown])[] {
  return [
    ["data", (name) => root.command(name, createDataCommand(program))],
    ["strategy strategies", (name) => root.command(name, createStrategyCommand(program))],
    ["indicator indicators", (name) => root.command(name, createIndicatorCommand(program))],
    ["fuzzy", (name) => root.command(name, createFuzzyCommand(program))],
    ["model models", (name) => root.command(name, createModelCommand(program))],
    ["backtest backtests", (name) => root.command(name, createBacktestCommand(program))],
    ["operation operations", (name) => root.command(name, createOperationCommand(program))],
    ["checkpoint checkpoints", (name) => root.command(name, createCheckpointCommand(program))],
    ["worker workers", (name) => root.command(name, createWorkerCommand(program))],
    ["list", (name) => root.command(name, createListCommand(program))],
    ["show", (name) => root.command(name, createShowCommand(program))],
    ["agent", (name) => root.command(name, createAgentCommand(program))],
    ["research", (name) => root.command(name, createResearchCommand(program))],
    ["ib", (name) => root.command(name, createIbCommand(program))],
    ["train", (name) => root.command(name, createTrainCommand(program, { follow: false }))],
    ["validate", (name) => root.command(name, createValidateCommand(program))],
    ["migrate", (name) => root.command(name, createMigrateCommand(program))],
    ["ops", (name) => root.command(name, createOpsCommand(program))],
    ["status", (name) => root.command(name, createStatusCommand(program))],
    ["follow", (name) => root.command(name, createFollowCommand(program))],
    ["wait", (name) => root.command(name, createWaitCommand(program))],
    ["cancel", (name) => root.command(name, createCancelCommand(program))],
    ["resume", (name) => root.command(name, createResumeCommand(program))],
    ["dummy", (name) => root.command(name, createDummyCommand(program))],
    ["serve", (name) => root.command(name, createServeCommand(program))],
    ["config", (name) => root.command(name, createConfigCommand(program))],
    ["doctor", (name) => root.command(name, createDoctorCommand(program))],
    ["completions", (name) => root.command(name, createCompletionsCommand(program))],
    ["complete", (name) => root.command(name, createCompleteCommand(program))],
    ["version", (name) => root.command(name, createVersionCommand(program))],
    ["help", (name) => root.command(name, createHelpCommand(program, () => root))],
  ];
}

/** The program without its commands: its own options, which every command takes. */
function createBareCommand(program: Program) {
  return new Command()
    .throwErrors()
    .noExit()
    .name("ktrdr")
    .usage("<command> [options]")
    .description("Train neuro-fuzzy trading strategies and backtest them, here or on a KTRDR server.")
    .version(version)
    .versionOption("-V, --version", "Show the version.", {
      action: () => program.host.stdout.write(`${versionLine(program.host.facts)}\n`),
    })
    .helpOption("-h, --help", "Show this help.", {
      global: true,
      action: function () {
        showHelp(program, this);
      },
    })
    .globalType("progress", new EnumType(progressModes))
    .globalType("output", new EnumType(outputFormats))
    .globalType("color", new EnumType(colorChoices))
    .group("Global options")
    .globalOption("-u, --url <url:string>", "Address of the KTRDR API (or KTRDR_API_URL).")
    .globalOption("-p, --port <port:integer>", "Port of a KTRDR API on this machine.")
    .globalOption("--embedded", "Use the engine inside this program, with no server.")
    .globalOption("-o, --output <format:output>", "What to print on stdout (default: table, for people).")
    .globalOption("--json", "Print one JSON value on stdout: --output json.")
    .globalOption("-v, --verbose", "Say more on stderr.")
    .globalOption("--csv-raw", "Write texts in CSV as they are, formulas too.")
    .globalOption("-q, --quiet", "Say less on stderr: no progress, no notes.")
    .globalOption("--progress <mode:progress>", "How progress is shown; KTRDR_PROGRESS says it too.")
    .globalOption("--color <when:color>", "When to use colour.")
    .globalOption("--token-file <path:file>", "File with a bearer token (or KTRDR_TOKEN).")
    .globalOption("--profile <name:string>", "Profile of the configuration file (or KTRDR_PROFILE).")
    .globalOption("--request-timeout <seconds:number>", "Time for one request (default: 30).")
    .action(function () {
      showHelp(program, this);
    });
}
