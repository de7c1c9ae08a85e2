import { Command, EnumType } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";
import { interruptChoices } from "../run/interrupt_choice.ts";

/** `ktrdr dummy`: a harmless long operation. It was called `dummy dummy` before. */
export function createDummyCommand(program: Program) {
  return createDummyRunCommand(program).command("dummy", createDummyRunCommand(program).hidden());
}

function createDummyRunCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Run a harmless operation of 200 seconds, to try progress and Ctrl+C.")
    .type("interrupt", new EnumType(interruptChoices))
    .option("--detach", "Print the operation's id and leave it alone.")
    .option("--on-interrupt <what:interrupt>", "What Ctrl+C does to the operation (default: cancel).")
    .option("--timeout <seconds:number>", "Stop waiting after this time; on a server the operation goes on.")
    .action(async (options) => {
      const { runDummy } = await import("./run.ts");
      const choices = { ...options, follow: options.detach !== true };
      await program.run(options, (context) => runDummy(context, choices), {
        tellsEvents: true,
        hasNoRows: true,
      });
    });
}
