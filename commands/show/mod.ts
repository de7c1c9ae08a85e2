import { Command } from "@cliffy/command";
import { showHelp } from "../help/show_help.ts";
import type { GlobalOptions, Program } from "../program.ts";
import { createStrategyFeaturesOfServerCommand } from "../strategy/mod.ts";

/** `ktrdr show`: bars, and the features of a strategy. */
export function createShowCommand(program: Program) {
  const group = new Command<GlobalOptions>()
    .usage("<what> [options]")
    .description("Show bars, or the features of a strategy.")
    .action(function () {
      showHelp(program, this);
    });
  group.command("data", createShowDataCommand(program));
  group.command("features", createStrategyFeaturesOfServerCommand(program));
  return group;
}

function createShowDataCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Show the last 10 bars of a symbol.\n\n" +
        "Programs get all bars. 'ktrdr data show' shows any part of them.",
    )
    .arguments("<symbol:string> [timeframe:string]")
    .action(async (options, symbol, timeframe) => {
      const { showLastBars } = await import("./data.ts");
      await program.run(options, (context) => showLastBars(context, symbol, timeframe ?? "1h"));
    });
}
