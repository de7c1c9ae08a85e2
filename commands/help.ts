import { isColorEnabled } from "../lib/output/style.ts";
import type { Program } from "./program.ts";

/** What can show its help: any Cliffy command. */
interface HelpSource {
  getHelp(options?: { colors?: boolean }): string;
}

/** Writes a command's help to stdout. */
export function showHelp(program: Program, command: HelpSource): void {
  const { stdout } = program.host;
  const colors = isColorEnabled({
    choice: program.earlyOptions.color ?? "auto",
    isTerminal: stdout.isTerminal,
    env: (name) => program.host.env(name),
  });
  const lines = command.getHelp({ colors }).split("\n").map((line) => line.trimEnd());
  stdout.write(lines.join("\n").trim() + "\n");
}
