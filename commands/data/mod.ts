import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import { outputFromFormat } from "../program/output_choice.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { interruptChoices } from "../operation/run/interrupt_choice.ts";

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
      "Import bars from files; '-' reads stdin.\n\n" +
        "A file is taken for what it is: text of many programs and vendors, with a header or without, JSON, " +
        "parquet, feather and Excel workbooks, also in gzip or zip. The result says which columns, zone and step were found; --dry-run shows that and stores nothing. " +
        "Several files, folders and patterns are imported together or not at all. " +
        "If any row is bad nothing is imported. " +
        "Of several rows with one time the last counts, and a new bar replaces a stored one; the result tells of both.",
    )
    .type("order", new EnumType(["dmy", "mdy", "ymd"] as const))
    .type("moment", new EnumType(["start", "end"] as const))
    .arguments("<files...:file>")
    .option("--symbol <name:string>", "Symbol of the bars.", { required: true })
    .option(
      "-t, --timeframe <timeframe:string>",
      "Timeframe of the bars, such as 1d or 1h; auto takes their step.",
      {
        required: true,
      },
    )
    .option("--file-format <name:string>", "What the file is, such as metatrader5 (default: auto).")
    .option("--columns <list:string>", "Names or numbers of columns: time=Date,open=First.")
    .option(
      "--timezone <zone:string>",
      "Zone of times that name none, such as America/New_York (default: UTC).",
    )
    .option("--date-order <order:order>", "Order of day, month and year in dates such as 03/04/2024.")
    .option("--where <condition:string>", "Only rows with a value in a column: ticker=AAPL.")
    .option("--price-scale <factor:number>", "Multiply all prices, by 0.0001 for Lean's shares.")
    .option("--adjusted", "Take prices adjusted for splits and dividends.")
    .option(
      "--bar-time <moment:moment>",
      "Whether times are those of the start or the end of bars (default: start).",
    )
    .option("--member <name:string>", "The file in a zip, or the sheet of a workbook.")
    .option("--repair", "Widen high and low to open and close where they miss them.")
    .option(
      "--skip-bad-rows",
      "Import the good rows, and say which were left out; at most 5 % without --force.",
    )
    .option("--force", "Skip any number of bad rows, and take bars although their step is not the timeframe.")
    .option("--replace", "Remove the bars of this symbol and timeframe that are there.")
    .option("--dry-run", "Show what was understood, and store nothing.")
    .example("Import hourly bars", "ktrdr data import eurusd.csv --symbol EURUSD --timeframe 1h")
    .example("Look first", "ktrdr data import eurusd.csv --symbol EURUSD --timeframe auto --dry-run")
    .action(async (options, ...files) => {
      const { importBars } = await import("./import.ts");
      await program.run(options, (context) => importBars(context, files, options));
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

/** `ktrdr show data`: the last bars of a symbol. */
export function createShowLastBarsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Show the last 10 bars of a symbol.\n\n" +
        "Programs get all bars. 'ktrdr data show' shows any part of them.",
    )
    .arguments("<symbol:string> [timeframe:string]")
    .action(async (options, symbol, timeframe) => {
      const { showLastBars } = await import("./show_last.ts");
      await program.run(options, (context) => showLastBars(context, symbol, timeframe ?? "1h"));
    });
}
