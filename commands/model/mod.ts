import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { interruptChoices } from "../operation/run/interrupt_choice.ts";
import { splitOutput } from "../program/output_choice.ts";

/** `ktrdr model`: train models, look at them, move them. */
export function createModelCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Train models, look at them, move them to other places.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("train", createTrainCommand(program, { follow: true }));
  group.command("list", createModelListCommand(program));
  group.command("show", createModelShowCommand(program));
  group.command("export", createModelExportCommand(program));
  group.command("import", createModelImportCommand(program));
  group.command("delete", createModelDeleteCommand(program));
  return group;
}

/** Whether a command that starts an operation waits for it when neither --follow nor --detach is given. */
export interface FollowDefault {
  follow: boolean;
}

/** `ktrdr model train`, which waits, and `ktrdr train`, which does not. */
export function createTrainCommand(program: Program, defaults: FollowDefault) {
  return new Command<GlobalOptions>()
    .description(
      "Train a model of a strategy.\n\n" +
        "The strategy is a file, or the name of one that the server has. " +
        "Symbol and timeframe replace those it names." +
        (defaults.follow ? "" : "\nPrints the operation's id at once; with --follow waits for the result."),
    )
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("<strategy:file> [symbol:string] [timeframe:string]")
    .option("--start-date, --start <date:string>", "First day of the bars, such as 2010-01-01.")
    .option("--end-date, --end <date:string>", "The last bar: a time, or a day for its midnight, UTC.")
    .option("--symbols <names:string>", "Symbols, separated by commas.")
    .option("--timeframes <names:string>", "Timeframes, separated by commas.")
    .option("--validation-split <share:number>", "Share of the rows to validate on, between 0 and 1.")
    .option("--seed <number:integer>", "Seed of the random numbers: the same seed gives the same model.")
    .option("--detailed-analytics", "Ask the server for detailed analytics.")
    .option("--strict", "Take warnings on the strategy file for errors.")
    .option("--dry-run", "Check the strategy and show the plan; start nothing.")
    .option("-f, --follow", "Wait for the training and show its progress.", { conflicts: ["detach"] })
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the training (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the training goes on.")
    .option("--wait-for-worker <seconds:number>", "How long to try while all workers are busy (default: 60).")
    .option("--models-dir <path:string>", "Accepted for old scripts, and ignored.", { hidden: true })
    .option("--data-mode <mode:string>", "Accepted for old scripts, and ignored.", { hidden: true })
    .example("Train on ten years", "ktrdr model train rsi_spx.yaml --start 2005-01-01 --end 2014-12-31")
    .example("Repeat a training exactly", "ktrdr model train rsi_spx.yaml --seed 7")
    .action(async (options, strategy, symbol, timeframe) => {
      const { trainModel } = await import("./train.ts");
      const follow = options.follow ?? (options.detach ? false : defaults.follow);
      const request = { ...options, strategy, symbol, timeframe, follow };
      await program.run(options, (context) => trainModel(context, request), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}

/** `ktrdr model list` and `ktrdr list models`. */
export function createModelListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the trained models, newest first.")
    .option("--strategy <name:string>", "Only models of this strategy.")
    .action(async (options) => {
      const { listModels } = await import("./list.ts");
      await program.run(options, (context) => listModels(context, options));
    });
}

function createModelShowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show one trained model: its metrics, the course of its losses, its network, its features.")
    .arguments("<model:string>")
    .action(async (options, model) => {
      const { showModel } = await import("./show.ts");
      await program.run(options, (context) => showModel(context, model));
    });
}

function createModelExportCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Write a trained model as one file, which 'model import' reads here or elsewhere.")
    .arguments("<model:string>")
    .option(
      "-o, --output <path:file>",
      "The file to write; one that is there is replaced (default: <model>.model.json).",
      {
        override: true,
      },
    )
    .example("Take a model along", "ktrdr model export rsi_spx/1d_v1 -o rsi.model.json")
    .action(async (given, model) => {
      const { exportModel } = await import("./export.ts");
      const { options, outputFile } = splitOutput(given);
      await program.run(options, (context) => exportModel(context, model, { outputFile }));
    });
}

function createModelImportCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Store a model that 'model export' wrote, as the next version of its strategy; '-' reads stdin.\n\n" +
        "The file is checked first: its checksums, its network, its strategy.",
    )
    .arguments("<file:file>")
    .option("--name <strategy:string>", "Store it as a model of this strategy.")
    .action(async (options, file) => {
      const { importModel } = await import("./import.ts");
      await program.run(options, (context) => importModel(context, file, options));
    });
}

function createModelDeleteCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Delete a trained model for good. One that a backtest is at work with stays.")
    .arguments("<model:string>")
    .option("-f, --force", "Do not ask.")
    .action(async (options, model) => {
      const { deleteModel } = await import("./delete.ts");
      await program.run(options, (context) => deleteModel(context, model, options));
    });
}
