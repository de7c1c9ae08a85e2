import { Command, EnumType, StringType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import { outputFromFormat, splitOutput } from "../program/output_choice.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { createPlacedCollector } from "./placed_text.ts";

/** `ktrdr indicator`: technical indicators. */
export function createIndicatorCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Calculate technical indicators, and draw them.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("list", createIndicatorListCommand(program));
  group.command("compute", createIndicatorComputeCommand(program));
  group.command("plot", createIndicatorPlotCommand(program));
  return group;
}

/** `ktrdr indicator list` and `ktrdr list indicators`. */
export function createIndicatorListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List the indicators there are, with their parameters.")
    .type("format", new EnumType(["table", "json"] as const))
    .option("-c, --category <name:string>", "Only these: trend, momentum, volatility, volume and so on.")
    .option("-f, --format <format:format>", "The same as --output, under its old name.")
    .action(async (options) => {
      const { listIndicators } = await import("./list.ts");
      await program.run(outputFromFormat(options), (context) => listIndicators(context, options));
    });
}

function createIndicatorComputeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Calculate an indicator over the bars of a symbol, the newest last.\n\n" +
        "Calculated from the first bar on (from --start, where given). A file gets every bar, unless --rows says how many.",
    )
    .type("format", new EnumType(["table", "json", "csv"] as const))
    .type("indicator", new StringType())
    .arguments("<symbol:string>")
    .option("-t, --type <name:indicator>", "The indicator: RSI, SMA:50, EMA, MACD and so on.", {
      required: true,
    })
    // Takes -p away from the global option.
    .option("--port <port:integer>", "Port of a KTRDR API on this machine; -p is the period here.")
    .option("-p, --period <bars:integer>", "Its period, where it has one (default: 14).")
    .option("--param <setting:string>", "One of its other parameters as name=value; may be repeated.", {
      collect: true,
    })
    .option("--timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("--start <date:string>", "Only bars from this day on.")
    .option("--end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .option(
      "-r, --rows <count:integer>",
      "How many bars, from the newest (default: 20 in the table, else 10,000).",
    )
    .option("-f, --format <format:format>", "What stdout gets, or the file of --output.")
    .option("-o, --output <path:file>", "Write the values to this file, as CSV or JSON.", { override: true })
    .example("The newest values", "ktrdr indicator compute SPX --type RSI --period 14")
    .example(
      "Other parameters",
      "ktrdr indicator compute SPX -t MACD --param fast_period=8 --param slow_period=21",
    )
    .action(async (all, symbol) => {
      const { computeIndicator } = await import("./compute.ts");
      const { options, outputFile } = splitOutput(all);
      await program.run(
        outputFile === undefined ? outputFromFormat(options) : options,
        (context) => computeIndicator(context, symbol, { ...options, outputFile }),
      );
    });
}

function createIndicatorPlotCommand(program: Program) {
  const collect = createPlacedCollector();
  return new Command<GlobalOptions>()
    .description(
      "Draw the price of a symbol and its indicators: here, and with --output as an HTML page.\n\n" +
        "A --param belongs to the --indicator before it; one before the first --indicator belongs to all of them.",
    )
    .type("indicator", new StringType())
    .arguments("<symbol:string>")
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("-i, --indicator <name:indicator>", "An indicator: RSI, SMA:50 and so on; may be repeated.", {
      collect: true,
      value: collect,
    })
    // Takes -p away from the global option.
    .option("--port <port:integer>", "Port of a KTRDR API on this machine; -p is the period here.")
    .option(
      "-p, --period <bars:integer>",
      "Period of the indicators that have one and do not name it (default: 14).",
    )
    .option("--param <setting:string>", "One of its other parameters as name=value; may be repeated.", {
      collect: true,
      value: collect,
    })
    .option("-r, --rows <count:integer>", "How many bars, from the newest.", { default: 250 })
    .option("--start <date:string>", "Only bars from this day on.")
    .option("--end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .option("-o, --output <path:file>", "Write an HTML page, which needs nothing else, to this file.", {
      override: true,
    })
    .option("--show", "Draw here, too.", { default: true })
    .option("--no-show", "Only write the file.")
    .example("Price and an average", "ktrdr indicator plot SPX --indicator SMA --period 50")
    .example("Two averages", "ktrdr indicator plot SPX -i SMA:50 -i SMA:200")
    .example("As a page", "ktrdr indicator plot SPX -i SMA -i RSI --rows 1000 --output chart.html")
    .action(async (all, symbol) => {
      const { plotIndicator } = await import("./plot.ts");
      const { options, outputFile } = splitOutput(all);
      await program.run(options, (context) => plotIndicator(context, symbol, { ...options, outputFile }));
    });
}
