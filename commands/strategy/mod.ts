import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions, Program } from "../program.ts";

/** What `strategy features` can list features by. */
const featureGroups = ["none", "timeframe", "fuzzy_set"] as const;

/** One of the ways to group features. */
export type FeatureGroup = typeof featureGroups[number];

/** `ktrdr strategy`: strategy files. */
export function createStrategyCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
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
    .description("Check a strategy file, or a strategy that the server has.")
    .arguments("<strategy:file>")
    .action(async (options, strategy) => {
      const { validateStrategy } = await import("./validate.ts");
      await program.run(options, (context) => validateStrategy(context, strategy), { hasNoRows: true });
    });
}

function createStrategyListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the strategies that the server has, or the strategy files of a folder.")
    .arguments("[folder:file]")
    .action(async (options, folder) => {
      if (folder === undefined) {
        const { listStrategies } = await import("./list.ts");
        await program.run(options, listStrategies);
      } else {
        const { listStrategyFiles } = await import("./list_files.ts");
        await program.run(options, (context) => listStrategyFiles(context, folder));
      }
    });
}

function createFeaturesCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the features of a strategy, in the order of the network's inputs.")
    .type("group", new EnumType(featureGroups))
    .arguments("<strategy:file>")
    .option("--group-by <what:group>", "List the ids by timeframe or by fuzzy set.", {
      default: "none" as const,
    })
    .action(async (options, strategy) => {
      const { listFeatures } = await import("./features.ts");
      await program.run(options, (context) => listFeatures(context, strategy, options));
    });
}
