import { Command } from "@cliffy/command";
import { UsageError } from "../../lib/errors.ts";
import type { GlobalOptions, Program } from "../program.ts";
import type { HelpSource } from "./render_help.ts";
import { showHelp } from "./show_help.ts";

/** A command whose help can be asked for by the words that call it. */
interface DocumentedCommand extends HelpSource {
  getCommand(name: string): DocumentedCommand | undefined;
}

/** `ktrdr help`: the help of any command, and pages on topics. `root` is asked for when it is needed. */
export function createHelpCommand(program: Program, root: () => DocumentedCommand) {
  return new Command<GlobalOptions>()
    .description("Show the help of a command, or 'exit-codes'.")
    .arguments("[topic...:string]")
    .example("Help of a command", "ktrdr help model train")
    .example("What the exit code says", "ktrdr help exit-codes")
    .action(async (options, ...topic) => {
      if (topic.join(" ") !== "exit-codes") return showHelp(program, findCommand(root(), topic));
      const { showExitCodes } = await import("./exit_codes.ts");
      await program.run(options, showExitCodes);
    });
}

function findCommand(root: DocumentedCommand, words: readonly string[]): DocumentedCommand {
  let command = root;
  for (const word of words) {
    const next = command.getCommand(word);
    if (next === undefined) {
      throw new UsageError(`There is no help on '${words.join(" ")}'`, {
        hint: "Run 'ktrdr help' for the commands there are, 'ktrdr help exit-codes' for the exit codes",
      });
    }
    command = next;
  }
  return command;
}
