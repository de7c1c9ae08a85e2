import { Command, EnumType } from "@cliffy/command";
import type { FollowDefault } from "../model/mod.ts";
import type { GlobalOptions, Program } from "../program.ts";
import { interruptChoices } from "../run/interrupt_choice.ts";

/** `ktrdr backtest`, which does not wait, and below it `ktrdr backtest run`, which does. */
export function createBacktestCommand(program: Program) {
  const group = createBacktestRunCommand(program, { follow: false });
  group.command("run", createBacktestRunCommand(program, { follow: true }));
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
    .option("--end-date, --end <date:string>", "Last day of the bars.", { required: true })
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
    .option("--timeout <seconds:number>", "Stop waiting after this time; the backtest goes on.")
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
