import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import { outputFromFormat } from "../output_from_format.ts";
import type { GlobalOptions, Program } from "../program.ts";
import { interruptChoices } from "../run/interrupt_choice.ts";

/** `ktrdr data`: price bars. */
export function createDataCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Import or load price bars, and look at them.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("sample", createDataSampleCommand(program));
  group.command("import", createDataImportCommand(program));
  group.command("load", createDataLoadCommand(program));
  group.command("list", createDataListCommand(program));
  group.command("range", createDataRangeCommand(program));
  group.command("show", createDataShowCommand(program));
  return group;
}

function createDataSampleCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Import the sample: daily bars of the S&P 500 from 2000 to 2020, as SPX 1d.")
    .action(async (options) => {
      const { importSample } = await import("./sample.ts");
      await program.run(options, importSample);
    });
}

function createDataImportCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Import bars from a CSV file; '-' reads stdin.\n\n" +
        "Columns are found by their names, dates are read in the usual forms, a date without a zone means UTC. " +
        "If any row is bad nothing is imported. " +
        "Of several rows with one time the last counts, and a new bar replaces a stored one; the result tells of both.",
    )
    .arguments("<csv:file>")
    .option("--symbol <name:string>", "Symbol of the bars.", { required: true })
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars, such as 1d or 1h.", {
      required: true,
    })
    .option("--skip-bad-rows", "Import the good rows, and say which were left out.")
    .example("Import hourly bars", "ktrdr data import eurusd.csv --symbol EURUSD --timeframe 1h")
    .action(async (options, file) => {
      const { importBars } = await import("./import.ts");
      await program.run(options, (context) => importBars(context, file, options));
    });
}

function createDataLoadCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Let a KTRDR server load bars from its broker, and wait for them.")
    .type("mode", new EnumType(["tail", "backfill", "full"] as const))
    .type("format", new EnumType(["table", "json"] as const))
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("<symbol:string>")
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("-m, --mode <mode:mode>", "Newer bars (tail), older ones (backfill), or all (full).", {
      default: "tail" as const,
    })
    .option("--start <date:string>", "First day to load.")
    .option("--end <date:string>", "Last day to load.")
    .option("--trading-hours", "Ask for bars of regular trading hours only.")
    .option("--include-extended", "Ask for the bars before and after regular hours, too.")
    .option("-f, --format <format:format>", "The same as --output, under its old name.")
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the operation (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the operation goes on.")
    .example("What is new since the last time", "ktrdr data load AAPL --timeframe 1h")
    .action(async (options, symbol) => {
      const { loadBars } = await import("./load.ts");
      const choices = { ...options, follow: options.detach !== true };
      await program.run(outputFromFormat(options), (context) => loadBars(context, symbol, choices), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}

/** `ktrdr data list` and `ktrdr list data`. */
export function createDataListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the symbols and timeframes there are bars of.")
    .action(async (options) => {
      const { listData } = await import("./list.ts");
      await program.run(options, listData);
    });
}

function createDataRangeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the first and the last bar there is.")
    .type("format", new EnumType(["table", "json"] as const))
    .arguments("<symbol:string>")
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("-f, --format <format:format>", "The same as --output, under its old name.")
    .action(async (options, symbol) => {
      const { showRange } = await import("./range.ts");
      await program.run(outputFromFormat(options), (context) => showRange(context, symbol, options));
    });
}

function createDataShowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the newest bars.")
    .type("format", new EnumType(["table", "json", "csv"] as const))
    .arguments("<symbol:string>")
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("-r, --rows <count:integer>", "How many bars to show at the most.", { default: 10 })
    .option("--start <date:string>", "Only bars from this day on.")
    .option("--end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .option("--trading-hours", "Only bars of regular trading hours.")
    .option("--include-extended", "With the bars before and after regular hours.")
    .option("-f, --format <format:format>", "The same as --output, under its old name.")
    .example("All bars of a year", "ktrdr data show SPX --start 2019-01-01 --end 2019-12-31 --rows 300")
    .action(async (options, symbol) => {
      const { showBars } = await import("./show.ts");
      await program.run(outputFromFormat(options), (context) => showBars(context, symbol, options));
    });
}
