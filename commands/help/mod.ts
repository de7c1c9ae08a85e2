import { Command } from "@cliffy/command";
import { UsageError } from "../../lib/errors.ts";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import type { HelpSource } from "./render_help.ts";
import { showHelp } from "./show_help.ts";
import { helpTopics } from "./topics.ts";

/** A command whose help can be asked for by the words that call it. */
interface DocumentedCommand extends HelpSource {
  getCommand(name: string): DocumentedCommand | undefined;
}

/** `ktrdr help`: the help of any command, and pages on topics. `root` is asked for when it is needed. */
export function createHelpCommand(program: Program, root: () => DocumentedCommand) {
  return new Command<GlobalOptions>()
    .description(`Show the help of a command, or on a topic: ${Object.keys(helpTopics).join(", ")}.`)
    .arguments("[topic...:string]")
    .example("Help of a command", "ktrdr help model train")
    .example("What the exit code says", "ktrdr help exit-codes")
    .action(async (options, ...topic) => {
      const [name] = topic;
      const isTopic = topic.length === 1 && Object.hasOwn(helpTopics, name);
      if (!isTopic) return showHelp(program, findCommand(root(), topic));
      await program.run(options, await helpTopics[name](), { takesBadConfig: true });
    });
}

function findCommand(root: DocumentedCommand, words: readonly string[]): DocumentedCommand {
  let command = root;
  for (const word of words) {
    const next = command.getCommand(word);
    if (next === undefined) {
      throw new UsageError(`There is no help on '${words.join(" ")}'`, {
        hint: `Run 'ktrdr help' for the commands there are; other topics are ${
          Object.keys(helpTopics).join(", ")
        }`,
      });
    }
    command = next;
  }
  return command;
}
