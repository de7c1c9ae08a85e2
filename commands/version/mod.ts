import { Command } from "@cliffy/command";
import type { GlobalOptions, Program } from "../program.ts";

/** `ktrdr version`: what `--version` says, in more lines or for programs. */
export function createVersionCommand(program: Program) {
  return new Command<GlobalOptions>()
    .description("Show the version, what it runs on and how it was built; '--version' does so in one line.")
    .action(async (options) => {
      const { showVersion } = await import("./show_version.ts");
      await program.run(options, showVersion, { takesBadConfig: true });
    });
}
