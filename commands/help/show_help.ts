import { createStyle, isColorEnabled } from "../../lib/output/style.ts";
import type { Program } from "../program/program.ts";
import { type HelpSource, renderHelp } from "./render_help.ts";

/** Columns of a help page that is not shown on a terminal. */
export const pageWidth = 100;

/** Writes a command's help to stdout, as wide as the terminal. */
export function showHelp(program: Program, command: HelpSource): void {
  const { stdout } = program.host;
  const hasColor = isColorEnabled({
    choice: program.earlyOptions.color ?? "auto",
    isTerminal: stdout.isTerminal,
    env: (name) => program.host.env(name),
  });
  const columns = stdout.isTerminal ? program.host.terminalSize()?.columns : undefined;
  stdout.write(renderHelp(command, { style: createStyle(hasColor), width: columns ?? pageWidth }) + "\n");
}
