import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr dummy`: a harmless long operation. */
export function createDummyCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Run a harmless long operation (200 seconds), to try progress and Ctrl+C.")
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--timeout <seconds:number>", "Stop waiting after this time; the operation goes on.")
    .action(async (options) => {
      const { runDummy } = await import("./run.ts");
      await program.run(options, (context) => runDummy(context, options));
    });
}
