import { Command } from "@cliffy/command";
import { createCheckpointListCommand } from "../checkpoint/mod.ts";
import { showHelp } from "../help/show_help.ts";
import { createOperationListCommand } from "../operation/mod.ts";
import type { GlobalOptions, Program } from "../program.ts";
import { createServerStrategyListCommand } from "../strategy/mod.ts";
import { createWorkerListCommand } from "../worker/mod.ts";

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
  group.command("models", createModelsCommand(program));
  group.command("checkpoints", createCheckpointListCommand(program));
  group.command("operations", createOperationListCommand(program));
  group.command("workers", createWorkerListCommand(program));
  group.command("data", createDataCommand(program));
  group.command("indicators", createIndicatorsCommand(program));
  return group;
}

function createModelsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the trained models, newest first.")
    .action(async (options) => {
      const { listModels } = await import("../model/list.ts");
      await program.run(options, (context) => listModels(context, {}));
    });
}

function createDataCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the symbols and timeframes there are bars of.")
    .action(async (options) => {
      const { listData } = await import("../data/list.ts");
      await program.run(options, listData);
    });
}

function createIndicatorsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the indicators that a strategy can use.")
    .action(async (options) => {
      const { listIndicators } = await import("../indicator/list.ts");
      await program.run(options, (context) => listIndicators(context, {}));
    });
}
