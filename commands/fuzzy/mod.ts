import { Command, EnumType, StringType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import { outputFromFormat, splitOutput } from "../program/output_choice.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** `ktrdr fuzzy`: fuzzy sets. */
export function createFuzzyCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Fuzzify indicators, draw fuzzy sets, and look after files of them.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("compute", createFuzzyComputeCommand(program));
  group.command("visualize", createFuzzyVisualizeCommand(program));
  group.command("config", createFuzzyConfigCommand(program));
  return group;
}

function createFuzzyComputeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Fuzzify an indicator over the bars of a symbol, the newest last.\n\n" +
        "The fuzzy set comes from --config, a file of fuzzy sets or a strategy; without it, from a template. A file " +
        "gets every bar, unless --rows says how many.",
    )
    .type("format", new EnumType(["table", "json", "csv"] as const))
    .type("indicator", new StringType())
    .arguments("<symbol:string>")
    .option(
      "-i, --indicator <name:indicator>",
      "The indicator: RSI, MFI:10 and so on, or an id in the file.",
      {
        required: true,
      },
    )
    // Takes -p away from the global option.
    .option("--port <port:integer>", "Port of a KTRDR API on this machine; -p is the period here.")
    .option("-p, --period <bars:integer>", "Its period (default: the one in the file, else 14).")
    .option("--timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("--config <path:file>", "File of fuzzy sets, or a strategy.")
    .option("--set <id:string>", "The fuzzy set, where the file has several for the indicator.")
    .option("--start <date:string>", "Only bars from this day on.")
    .option("--end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .option(
      "-r, --rows <count:integer>",
      "How many bars, from the newest (default: 20 in the table, else 10,000).",
    )
    .option("-f, --format <format:format>", "What stdout gets, or the file of --output.")
    .option("-o, --output <path:file>", "Write the degrees to this file, as CSV or JSON.", { override: true })
    .example("With a strategy's fuzzy set", "ktrdr fuzzy compute SPX -i RSI --config strategies/rsi_spx.yaml")
    .action(async (all, symbol) => {
      const { computeFuzzy } = await import("./compute.ts");
      const { options, outputFile } = splitOutput(all);
      await program.run(
        outputFile === undefined ? outputFromFormat(options) : options,
        (context) => computeFuzzy(context, symbol, { ...options, outputFile }),
      );
    });
}

function createFuzzyVisualizeCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Draw the membership functions of a fuzzy set, and with a symbol what they make of its bars: here, and with " +
        "--output as an HTML page.",
    )
    .type("indicator", new StringType())
    .arguments("[symbol:string]")
    .option(
      "-i, --indicator <name:indicator>",
      "The indicator: RSI, MFI:10 and so on, or an id in the file.",
      {
        required: true,
      },
    )
    // Takes -p away from the global option.
    .option("--port <port:integer>", "Port of a KTRDR API on this machine; -p is the period here.")
    .option("-p, --period <bars:integer>", "Its period (default: the one in the file, else 14).")
    .option("-t, --timeframe <timeframe:string>", "Timeframe of the bars.", { default: "1d" })
    .option("-c, --config <path:file>", "File of fuzzy sets, or a strategy. Default: a template.")
    .option("--set <id:string>", "The fuzzy set, where the file has several for the indicator.")
    .option("-r, --rows <count:integer>", "How many bars, from the newest.", { default: 250 })
    .option("--start <date:string>", "Only bars from this day on.")
    .option("--end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .option("-o, --output <path:file>", "Write an HTML page, which needs nothing else, to this file.", {
      override: true,
    })
    .option("--show", "Draw here, too.", { default: true })
    .option("--no-show", "Only write the file.")
    .example("A strategy's fuzzy set", "ktrdr fuzzy visualize -i RSI --config strategies/rsi_spx.yaml")
    .example("Over bars, as a page", "ktrdr fuzzy visualize SPX -i RSI --output rsi.html")
    .action(async (all, symbol) => {
      const { visualizeFuzzy } = await import("./visualize.ts");
      const { options, outputFile } = splitOutput(all);
      await program.run(options, (context) => visualizeFuzzy(context, symbol, { ...options, outputFile }));
    });
}

function createFuzzyConfigCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Check a file of fuzzy sets (validate), make one from a strategy or a template (generate), or write an old one in " +
        "the current form (upgrade). With --quiet validate leaves warnings out.",
    )
    .type("action", new EnumType(["validate", "generate", "upgrade"] as const))
    .arguments("<action:action>")
    .option("-c, --config <path:file>", "File of fuzzy sets, or a strategy.")
    .option("-o, --output <path:file>", "Write it to this file, not to stdout.", { override: true })
    .option(
      "--template <name:string>",
      "What to generate without --config: default, advanced, or an indicator.",
    )
    .example("Check", "ktrdr fuzzy config validate --config fuzzy.yaml")
    .example("Start with a template", "ktrdr fuzzy config generate --template advanced --output fuzzy.yaml")
    .example("Renew", "ktrdr fuzzy config upgrade --config old.yaml --output fuzzy.yaml")
    .action(async (all, action) => {
      const { manageFuzzyConfig } = await import("./config.ts");
      const { options, outputFile } = splitOutput(all);
      await program.run(
        options,
        (context) => manageFuzzyConfig(context, action, { ...options, outputFile }),
        { hasNoRows: true },
      );
    });
}
