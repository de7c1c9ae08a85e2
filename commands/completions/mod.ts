import { Command, EnumType } from "@cliffy/command";
import type { GlobalOptions } from "../program/global_options.ts";
import type { Program } from "../program/program.ts";
import { shells } from "./scripts.ts";

/** `ktrdr completions`: what makes Tab work. */
export function createCompletionsCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description(
      "Print the script that completes commands, options, operations and more in a shell.\n\n" +
        "What a server lists is asked for when Tab is pressed, within a moment or not at all.",
    )
    .type("shell", new EnumType(shells))
    .arguments("<shell:shell>")
    .example("bash, in ~/.bashrc", 'eval "$(ktrdr completions bash)"')
    .example("zsh, in ~/.zshrc after compinit", 'eval "$(ktrdr completions zsh)"')
    .example("fish", "ktrdr completions fish > ~/.config/fish/completions/ktrdr.fish")
    .action(async (options, shell) => {
      const { showScript } = await import("./scripts.ts");
      await program.run(options, (context) => showScript(context, shell), {
        takesBadConfig: true,
        hasNoRows: true,
        isScript: true,
      });
    });
}

/** `ktrdr complete`, which those scripts call: `-- bash <breaks> <line>`, `-- zsh <word…>` or `-- fish <word…>`. */
export function createCompleteCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Answer a shell that completes a word.")
    .hidden()
    .useRawArgs()
    .action(async (_options, ...args: string[]) => {
      const { answerShell } = await import("./answer_shell.ts");
      await answerShell(program.host, { args, openProgram: () => program });
    });
}
