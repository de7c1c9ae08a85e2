/**
 * The groups that are verbs: what they list and show are commands of the groups named after that.
 * @module
 */
import { Command } from "@cliffy/command";
import { createCheckpointListCommand } from "./checkpoint/mod.ts";
import { createDataListCommand, createShowLastBarsCommand } from "./data/mod.ts";
import { showHelp } from "./help/show_help.ts";
import { createIndicatorListCommand } from "./indicator/mod.ts";
import { createModelListCommand } from "./model/mod.ts";
import { createOperationListCommand } from "./operation/mod.ts";
import type { GlobalOptions } from "./program/global_options.ts";
import type { Program } from "./program/program.ts";
import { createServerStrategyListCommand, createStrategyFeaturesOfServerCommand } from "./strategy/mod.ts";
import { createWorkerListCommand } from "./worker/mod.ts";

/** `ktrdr list`: the lists of all groups. */
export function createListCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<what> [options]")
    .description(
      "List what there is: strategies, models, checkpoints, operations, workers, data, indicators.",
    )
    .action(function () {
      showHelp(program, this);
    });
  group.command("strategies", createServerStrategyListCommand(program));
  group.command("models", createModelListCommand(program));
  group.command("checkpoints", createCheckpointListCommand(program));
  group.command("operations", createOperationListCommand(program));
  group.command("workers", createWorkerListCommand(program));
  group.command("data", createDataListCommand(program));
  group.command("indicators", createIndicatorListCommand(program));
  return group;
}

/** `ktrdr show`: bars, and the features of a strategy. */
export function createShowCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<what> [options]")
    .description("Show bars, or the features of a strategy.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("data", createShowLastBarsCommand(program));
  group.command("features", createStrategyFeaturesOfServerCommand(program));
  return group;
}
