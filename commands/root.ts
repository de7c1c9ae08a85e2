import { Command, EnumType } from "@cliffy/command";
import { outputFormats } from "../lib/output/output_format.ts";
import { createAgentCommand, createResearchCommand } from "./agent/mod.ts";
import { colorChoices, progressModes } from "../lib/config/config_keys.ts";
import { createBacktestCommand } from "./backtest/mod.ts";
import { createCheckpointCommand } from "./checkpoint/mod.ts";
import { createCompleteCommand, createCompletionsCommand } from "./completions/mod.ts";
import { createConfigCommand } from "./config/mod.ts";
import { createDataCommand } from "./data/mod.ts";
import { createDoctorCommand } from "./doctor/mod.ts";
import { createDummyCommand } from "./dummy/mod.ts";
import { createHelpCommand } from "./help/mod.ts";
import { showHelp } from "./help/show_help.ts";
import { createListCommand } from "./list/mod.ts";
import { createIbCommand } from "./ib/mod.ts";
import { createModelCommand, createTrainCommand } from "./model/mod.ts";
import { createFuzzyCommand } from "./fuzzy/mod.ts";
import { createIndicatorCommand } from "./indicator/mod.ts";
import {
  createCancelCommand,
  createFollowCommand,
  createOperationCommand,
  createOpsCommand,
  createResumeCommand,
  createStatusCommand,
  createWaitCommand,
} from "./operation/mod.ts";
import type { Program } from "./program.ts";
import { version, versionLine } from "./version.ts";
import { createVersionCommand } from "./version/mod.ts";
import { createServeCommand } from "./serve/mod.ts";
import { createShowCommand } from "./show/mod.ts";
import { createMigrateCommand, createStrategyCommand, createValidateCommand } from "./strategy/mod.ts";
import { createWorkerCommand } from "./worker/mod.ts";

/** Commands about commands. */
const callsForAll: readonly (string | undefined)[] = [undefined, "complete", "help"];

/**
 * The command tree: whole, or where `word` calls a command that needs no other with that one only, since to make them
 * all takes longer than most of them run. Making it parses, opens and connects nothing.
 */
export function createRootCommand(program: Program, word?: string): ReturnType<typeof createBareCommand> {
  const root = createBareCommand(program);
  const isCalled = (...names: string[]) => [...names, ...callsForAll].includes(word);
  if (isCalled("data")) root.command("data", createDataCommand(program));
  if (isCalled("strategy", "strategies")) {
    root.command("strategy", createStrategyCommand(program)).alias("strategies");
  }
  if (isCalled("indicator", "indicators")) {
    root.command("indicator", createIndicatorCommand(program)).alias("indicators");
  }
  if (isCalled("fuzzy")) root.command("fuzzy", createFuzzyCommand(program));
  if (isCalled("model", "models")) root.command("model", createModelCommand(program)).alias("models");
  if (isCalled("backtest", "backtests")) {
    root.command("backtest", createBacktestCommand(program)).alias("backtests");
  }
  if (isCalled("operation", "operations")) {
    root.command("operation", createOperationCommand(program)).alias("operations");
  }
  if (isCalled("checkpoint", "checkpoints")) {
    root.command("checkpoint", createCheckpointCommand(program)).alias("checkpoints");
  }
  if (isCalled("worker", "workers")) root.command("worker", createWorkerCommand(program)).alias("workers");
  if (isCalled("list")) root.command("list", createListCommand(program));
  if (isCalled("show")) root.command("show", createShowCommand(program));
  if (isCalled("agent")) root.command("agent", createAgentCommand(program));
  if (isCalled("research")) root.command("research", createResearchCommand(program));
  if (isCalled("ib")) root.command("ib", createIbCommand(program));
  if (isCalled("train")) root.command("train", createTrainCommand(program, { follow: false }));
  if (isCalled("validate")) root.command("validate", createValidateCommand(program));
  if (isCalled("migrate")) root.command("migrate", createMigrateCommand(program));
  if (isCalled("ops")) root.command("ops", createOpsCommand(program));
  if (isCalled("status")) root.command("status", createStatusCommand(program));
  if (isCalled("follow")) root.command("follow", createFollowCommand(program));
  if (isCalled("wait")) root.command("wait", createWaitCommand(program));
  if (isCalled("cancel")) root.command("cancel", createCancelCommand(program));
  if (isCalled("resume")) root.command("resume", createResumeCommand(program));
  if (isCalled("dummy")) root.command("dummy", createDummyCommand(program));
  if (isCalled("serve")) root.command("serve", createServeCommand(program));
  if (isCalled("config")) root.command("config", createConfigCommand(program));
  if (isCalled("doctor")) root.command("doctor", createDoctorCommand(program));
  if (isCalled("completions")) root.command("completions", createCompletionsCommand(program));
  if (isCalled("complete")) root.command("complete", createCompleteCommand(program, () => root));
  if (isCalled("version")) root.command("version", createVersionCommand(program));
  if (isCalled("help")) root.command("help", createHelpCommand(program, () => root));
  return root.hasCommands(true) ? root : createRootCommand(program);
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
