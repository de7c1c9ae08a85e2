import { featureGroups } from "./feature_group.ts";
import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { splitOutput } from "../program/output_choice.ts";

/** `ktrdr strategy`: strategy files. */
export function createStrategyCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Check and repair strategy files, write old ones in version 3, and backtest them.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("validate", createValidateCommand(program));
  group.command("validate-all", createValidateAllCommand(program));
  group.command("list", createStrategyListCommand(program));
  group.command("fix", createFixCommand(program));
  group.command("features", createFeaturesCommand(program));
  group.command("migrate", createStrategyMigrateCommand(program));
  group.command("backtest", createStrategyBacktestCommand(program));
  return group;
}

/** `ktrdr strategy validate` and `ktrdr validate`. */
export function createValidateCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Check a strategy file, or a strategy that the server has.\n\n" +
        "What ends in .yaml or .yml or has a slash is a file, anything else a name. " +
        "Of an older strategy this tells what is left to mend after 'ktrdr migrate'.\n" +
        "With --quiet warnings are left out.",
    )
    .arguments("<strategy:file>")
    .option("--strict", "Take warnings for errors.")
    .action(async (options, strategy) => {
      const { validateStrategy } = await import("./validate.ts");
      await program.run(options, (context) => validateStrategy(context, strategy, options), {
        hasNoRows: true,
      });
    });
}

function createValidateAllCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Check every .yaml and .yml file below a folder.\n\n" +
        "Exits with 1 if any of them is no valid strategy. With --quiet warnings are left out.",
    )
    .arguments("<folder:file>")
    .option("--fail-fast", "Stop at the first file that is not valid.")
    .option("--summary", "Show the counts only.")
    .action(async (options, folder) => {
      const { validateFolder } = await import("./validate_all.ts");
      await program.run(options, (context) => validateFolder(context, folder, options));
    });
}

function createFixCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Make the repairs that the messages on a strategy file propose, and show the difference.\n\n" +
        "Comments and formatting are kept. Exits with 1 where errors are left. " +
        "'ktrdr migrate' is for files of version 1 and 2.",
    )
    .arguments("<strategy:file>")
    .option("--write", "Replace the file.")
    .example("Look, then write", "ktrdr strategy fix mine.yaml --write")
    .action(async (options, strategy) => {
      const { fixStrategy } = await import("./fix.ts");
      await program.run(options, (context) => fixStrategy(context, strategy, options), { hasNoRows: true });
    });
}

function createStrategyListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "List the strategy files of a folder, and whether they are valid.\n\n" +
        "With --verbose also their scopes. 'ktrdr list strategies' lists what the server has.",
    )
    .arguments("[folder:file]")
    .action(async (options, folder = "strategies") => {
      const { listStrategyFiles } = await import("./list_files.ts");
      await program.run(options, (context) => listStrategyFiles(context, folder));
    });
}

/** `ktrdr migrate`: writes a strategy file in version 3 beside itself. */
export function createMigrateCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Write a strategy file of version 1 or 2 in version 3.\n\n" +
        "The input stays as it is, and its comments are kept. The result is checked. " +
        "A file named by --output is replaced; any other is not, unless it has the same content.",
    )
    .arguments("<strategy:file>")
    .option("-o, --output <path:file>", "Where to write (default: <name>_v3.yaml beside it).", {
      override: true,
    })
    .option("--force", "Replace a file that is there.")
    .example("Write old_v3.yaml", "ktrdr migrate old.yaml")
    .action(async (options, strategy) => {
      const { migrateBeside } = await import("./migrate.ts");
      const { options: others, outputFile: output } = splitOutput(options);
      const request = { output, force: options.force };
      await program.run(others, (context) => migrateBeside(context, strategy, request), { hasNoRows: true });
    });
}

function createStrategyMigrateCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Write a strategy file, or all of those below a folder, in version 3, in place.\n\n" +
        "Comments are kept, and the result is checked. A file that would lose an indicator is left as it is, " +
        "unless there is a backup.",
    )
    .arguments("<path:file>")
    .option("-o, --output <path:file>", "File or folder to write to, instead of the input.", {
      override: true,
    })
    .option("--backup", "Keep the input with .bak at its end.")
    .option("--dry-run", "Show what would become of the files; write nothing.")
    .option("--force", "Replace a backup that is there, and lose what cannot be kept.")
    .example("Look first", "ktrdr strategy migrate strategies --dry-run")
    .action(async (options, path) => {
      const { migrateStrategies } = await import("./migrate.ts");
      const { options: others, outputFile: output } = splitOutput(options);
      const { backup, dryRun, force } = options;
      const request = { output, backup, dryRun, force };
      await program.run(others, (context) => migrateStrategies(context, path, request));
    });
}

function createStrategyBacktestCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Backtest the newest model of a strategy, and wait for the result.\n\n'backtest run' has more options.",
    )
    .arguments("<strategy:file> <symbol:string> <timeframe:string>")
    .option("--start-date, --start <date:string>", "First day of the bars.", { default: "2020-01-01" })
    .option("--end-date, --end <date:string>", "The last bar: a time, or a day for its midnight, UTC.", {
      default: "2024-01-01",
    })
    .option("-c, --capital <amount:number>", "Capital at the start.", { default: 100_000 })
    .option("--dry-run", "Check the strategy and show the plan; send nothing.")
    .action(async (options, strategy, symbol, timeframe) => {
      const { backtestStrategy } = await import("./backtest.ts");
      const request = { ...options, strategy, symbol, timeframe };
      await program.run(options, (context) => backtestStrategy(context, request), {
        tellsEvents: true,
        hasNoRows: true,
      });
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

/** `ktrdr list strategies`: the strategies that the server has. */
export function createServerStrategyListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the strategies that the server has.")
    .action(async (options) => {
      const { listStrategies } = await import("./list.ts");
      await program.run(options, listStrategies);
    });
}

/** `ktrdr show features`: the features of a strategy that the server has. */
export function createStrategyFeaturesOfServerCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the features of a strategy that the server has, in the order of the network's inputs.")
    .arguments("<strategy:string>")
    .action(async (options, strategy) => {
      const { showServerFeatures } = await import("./features.ts");
      await program.run(options, (context) => showServerFeatures(context, strategy));
    });
}
