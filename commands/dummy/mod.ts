import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr dummy`: a harmless long operation. It was called `dummy dummy` before. */
export function createDummyCommand(program: Program) {
  return createDummyRunCommand(program).command("dummy", createDummyRunCommand(program).hidden());
}

function createDummyRunCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Run a harmless operation of 200 seconds, to try progress and Ctrl+C.")
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--timeout <seconds:number>", "Stop waiting after this time; the operation goes on.")
    .action(async (options) => {
      const { runDummy } = await import("./run.ts");

      const choices = { ...options, follow: options.detach !== true };
      await program.run(options, (context) => runDummy(context, choices));
    });
}
