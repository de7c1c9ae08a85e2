import { Command, EnumType } from "@cliffy/command";
import { operationStatuses } from "../../lib/contract/words/operation_words.ts";
import type { FollowDefault } from "../model/mod.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { interruptChoices } from "../operation/run/interrupt_choice.ts";
import { splitOutput } from "../program/output_choice.ts";

/** `ktrdr backtest`, which does not wait; below it `ktrdr backtest run`, which does, and what comes after a run. */
export function createBacktestCommand(program: Program) {
  const group = createBacktestRunCommand(program, { follow: false });
  group.command("run", createBacktestRunCommand(program, { follow: true }));
  group.command("list", createBacktestListCommand(program));
  group.command("show", createBacktestShowCommand(program));
  group.command("report", createBacktestReportCommand(program));
  group.command("check", createBacktestCheckCommand(program));
  return group;
}

function createBacktestRunCommand(program: Program, defaults: FollowDefault) {
  return new Command<GlobalOptions>()
    .description(
      "Backtest a trained model on bars.\n\n" +
        "Without --model-path the newest trained model of the strategy is used." +
        (defaults.follow ? "" : "\nPrints the operation's id at once; with --follow waits for the result."),
    )
    .type("interrupt", new EnumType(interruptChoices))
    .arguments("<strategy:string> [symbol:string] [timeframe:string]")
    .option("--start-date, --start <date:string>", "First day of the bars, such as 2015-01-01.", {
      required: true,
    })
    .option("--end-date, --end <date:string>", "The last bar: a time, or a day for its midnight, UTC.", {
      required: true,
    })
    .option("-c, --capital <amount:number>", "Capital at the start.", { default: 100_000 })
    .option("--commission <fraction:number>", "Commission of each side, as a fraction of its value.", {
      default: 0.001,
    })
    .option("--slippage <fraction:number>", "Slippage of each fill, as a fraction of the price.", {
      default: 0.0005,
    })
    .option("-m, --model-path <model:string>", "Model to test: a path or an id of 'model list'.")
    .option("-f, --follow", "Wait for the backtest and show its progress.", { conflicts: ["detach"] })
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the backtest (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the backtest goes on.")
    .option("--wait-for-worker <seconds:number>", "How long to try while all workers are busy (default: 60).")
    .example("Test on unseen bars", "ktrdr backtest run rsi_spx SPX 1d --start 2015-01-01 --end 2020-04-17")
    .action(async (options, strategy, symbol, timeframe) => {
      const { runBacktest } = await import("./run.ts");
      const follow = options.follow ?? (options.detach ? false : defaults.follow);
      const request = { ...options, strategy, symbol, timeframe, follow };
      await program.run(options, (context) => runBacktest(context, request), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}

function createBacktestListCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("List backtests with what came of them, newest first.")
    .type("status", new EnumType([...operationStatuses]))
    .option("-s, --status <status:status>", "Only backtests with this status.")
    .option("-l, --limit <count:integer>", "How many to list at the most.", { default: 50 })
    .action(async (options) => {
      const { listBacktests } = await import("./list.ts");
      await program.run(options, (context) => listBacktests(context, options));
    });
}

/** How a backtest is named, for the help of commands that take one. */
const references = "A backtest is the id of its operation, the beginning of it, or @last.";

function createBacktestShowCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      `Show what came of a backtest: figures, costs, equity, drawdown, monthly returns.\n\n${references}`,
    )
    .arguments("<backtest:string>")
    .option("--trades", "Show every trade, too.")
    .example("All trades as a table for other programs", "ktrdr backtest show @last --trades -o csv")
    .action(async (options, backtest) => {
      const { showBacktest } = await import("./show.ts");
      await program.run(options, (context) => showBacktest(context, backtest, options));
    });
}

function createBacktestReportCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Write a report of a backtest as one HTML file, which needs no network and runs no scripts.\n\n" +
        "Figures, costs, equity, drawdown, the trades on the price, monthly returns, every trade, the strategy. " +
        references,
    )
    .arguments("<backtest:string>")
    .option(
      "-o, --output <path:file>",
      "The file to write; one that is there is replaced (default: <id>.html).",
      {
        override: true,
      },
    )
    .example("The newest backtest", "ktrdr backtest report @last -o report.html")
    .action(async (given, backtest) => {
      const { reportBacktest } = await import("./report.ts");
      const { options, outputFile } = splitOutput(given);
      await program.run(options, (context) => reportBacktest(context, backtest, { outputFile }));
    });
}

function createBacktestCheckCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Check whether features of a strategy look ahead; no model is needed.\n\n" +
        "The features are computed again on bars that end earlier and on bars that start later. A value that changes " +
        "when later bars are absent knew what came after: exit code 1. How many bars it takes until values no longer " +
        "depend on the first bar is shown, too.",
    )
    .arguments("<strategy:file> [symbol:string] [timeframe:string]")
    .option("--start-date, --start <date:string>", "Only bars from this day on.")
    .option("--end-date, --end <date:string>", "Only bars up to this time; a day means its midnight, UTC.")
    .action(async (options, strategy, symbol, timeframe) => {
      const { checkStrategyFeatures } = await import("./check.ts");
      const request = {
        ...options,
        start: options.startDate,
        end: options.endDate,
        strategy,
        symbol,
        timeframe,
      };
      await program.run(options, (context) => checkStrategyFeatures(context, request));
    });
}
