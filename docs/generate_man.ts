/**
 * Writes the manual page dist/ktrdr.1 from the command tree that the program parses with.
 *
 * ```sh
 * deno run -A docs/generate_man.ts && man -l dist/ktrdr.1
 * ```
 * @module
 */
import { environmentVariables } from "../commands/help/environment_variables.ts";
import { exitCodeMeanings } from "../commands/help/exit_codes.ts";
import type { HelpOption } from "../commands/help/render_help.ts";
import { version } from "../commands/program/version.ts";
import { createWholeTree } from "./create_whole_tree.ts";

/** The page. */
export const manualPage: URL = new URL("../dist/ktrdr.1", import.meta.url);

/** What the page needs of a Cliffy command. */
interface DocumentedCommand {
  getPath(): string;
  getDescription(): string;
  getUsage(): string;
  getBaseOptions(hidden?: boolean): (HelpOption & { global?: boolean | undefined })[];
  getCommands(hidden?: boolean): DocumentedCommand[];
}

/** The text of the page, in the macros of man(7). */
export function generateManual(): string {
  const root: DocumentedCommand = createWholeTree();
  return [
    `.TH KTRDR 1 "" "ktrdr ${version}" "User Commands"`,
    ".SH NAME",
    `ktrdr \\- ${escapeText(root.getDescription().replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    ".B ktrdr",
    "<command> [options]",
    ".SH OPTIONS",
    "Every command takes these.",
    ...root.getBaseOptions(false).flatMap(describeOption),
    ".SH COMMANDS",
    ...root.getCommands(false).flatMap(describeCommand),
    ".SH EXIT STATUS",
    ...exitCodeMeanings.flatMap(([code, meaning]) => [".TP", `.B ${code}`, escapeText(meaning)]),
    ".SH ENVIRONMENT",
    ...environmentVariables.flatMap(({ name, meaning }) => [".TP", `.B ${name}`, escapeText(meaning)]),
  ].join("\n") + "\n";
}

function describeCommand(command: DocumentedCommand): string[] {
  const usage = withoutTypes(command.getUsage());
  const options = command.getBaseOptions(false).filter(({ global }) => !global);
  return [
    `.SS ${escapeText(`${command.getPath()} ${usage}`.trim())}`,
    ...command.getDescription().split(/\n+/).flatMap((paragraph) => [".PP", escapeText(paragraph)]),
    ...options.flatMap(describeOption),
    ...command.getCommands(false).flatMap(describeCommand),
  ];
}

function describeOption({ flags, typeDefinition, description }: HelpOption): string[] {
  const value = withoutTypes(typeDefinition ?? "");
  return [".TP", `.B ${escapeText(`${flags.join(", ")} ${value}`.trim())}`, escapeText(description)];
}

/** `<count:integer>` as `<count>`. */
function withoutTypes(definition: string): string {
  return definition.replace(/:[a-z]+(?=[>\]])/g, "");
}

/** Backslashes and hyphens mean something, and so do a period and a quote at the start of a line. */
function escapeText(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/, "\\&$&");
}

if (import.meta.main) {
  await Deno.mkdir(new URL(".", manualPage), { recursive: true });
  await Deno.writeTextFile(manualPage, generateManual());
}
