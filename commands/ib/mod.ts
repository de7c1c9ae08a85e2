import { Command, EnumType } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import { outputFromFormat } from "../program/output_choice.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";

/** `ktrdr ib`: the connection of a KTRDR server to Interactive Brokers. */
export function createIbCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<command> [options]")
    .description("Look after a KTRDR server's connection to Interactive Brokers.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("status", createIbStatusCommand(program));
  group.command("test", createIbTestCommand(program));
  group.command("cleanup", createIbCleanupCommand(program));
  group.command("config", createIbConfigCommand(program));
  group.command("discover", createIbDiscoverCommand(program));
  group.command("ranges", createIbRangesCommand(program));
  return group;
}

function createIbStatusCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the connection, and what went over it.")
    .type("format", new EnumType(["table", "json"] as const))
    .option("-f, --format <format:format>", "The same as --output, under its old name.")
    .action(async (options) => {
      const { showIbStatus } = await import("./status.ts");
      await program.run(outputFromFormat(options), showIbStatus);
    });
}

function createIbTestCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Test the connection and a symbol; exit with 1 if something does not work.")
    .option("-s, --symbol <symbol:string>", "Symbol to look for.", { default: "AAPL" })
    .option("-t, --timeout <seconds:integer>", "Time for each answer, 5 to 300.", { default: 30 })
    .action(async (options) => {
      const { testIb } = await import("./test.ts");
      await program.run(options, (context) => testIb(context, options));
    });
}

function createIbCleanupCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Close connections that nobody uses.")
    .option("-f, --force", "Do not ask.")
    .option("-t, --timeout <seconds:integer>", "Time for the answer, 5 to 300.", { default: 30 })
    .action(async (options) => {
      const { cleanUpIb } = await import("./cleanup.ts");
      await program.run(options, (context) => cleanUpIb(context, options));
    });
}

function createIbConfigCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show how the server reaches IB Gateway or TWS, or change it.")
    .option("--host <name:string>", "Host of IB Gateway or TWS.")
    .option("--ib-port <port:integer>", "Port of IB Gateway or TWS; --port is that of the KTRDR API.")
    .option("--client-id <number:integer>", "Client id, 0 to 999999.")
    .example("Use paper trading", "ktrdr ib config --ib-port 4002")
    .action(async (options) => {
      const { configureIb } = await import("./config.ts");
      await program.run(options, (context) => configureIb(context, options));
    });
}

function createIbDiscoverCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Look for a symbol; with none, list those that were found before.")
    .arguments("[symbol:string]")
    .option("--refresh", "Ask Interactive Brokers again for a symbol that is known.")
    .option("--type <type:string>", "List only instruments of this type, such as stock or forex.")
    .action(async (options, symbol) => {
      const { discoverSymbols } = await import("./discover.ts");
      await program.run(options, (context) => discoverSymbols(context, symbol, options));
    });
}

function createIbRangesCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show from when to when Interactive Brokers has bars.")
    .arguments("<symbol...:string>")
    .option("-t, --timeframe, --timeframes <names:string>", "Timeframes, separated by commas.", {
      default: "1d",
    })
    .action(async (options, ...symbols) => {
      const { showIbRanges } = await import("./ranges.ts");
      await program.run(options, (context) => showIbRanges(context, symbols, options));
    });
}
