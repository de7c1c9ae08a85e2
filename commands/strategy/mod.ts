import { Command } from "@cliffy/command";
import { showHelp } from "../help.ts";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr strategy`: strategy files. */
export function createStrategyCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .description("Check strategy files, and list those a server has.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("validate", createValidateCommand(program));
  group.command("list", createStrategyListCommand(program));
  group.command("features", createFeaturesCommand(program));
  return group;
}

/** `ktrdr strategy validate` and `ktrdr validate`. */
export function createValidateCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Check a strategy: a file here, or the name of one that the server has.")
    .arguments("<strategy:file>")
    .action(async (options, strategy) => {
      const { validateStrategy } = await import("./validate.ts");
      await program.run(options, (context) => validateStrategy(context, strategy));
    });
}

function createStrategyListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the strategies that the server has.")
    .action(async (options) => {
      const { listStrategies } = await import("./list.ts");
      await program.run(options, listStrategies);
    });
}

function createFeaturesCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the features of a strategy, in the order of the network's inputs.")
    .arguments("<strategy:file>")
    .action(async (options, strategy) => {
      const { listFeatures } = await import("./features.ts");
      await program.run(options, (context) => listFeatures(context, strategy));
    });
}
