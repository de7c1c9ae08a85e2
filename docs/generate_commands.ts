/**
 * Writes docs/commands.md from the command tree that the program parses with, so that it cannot say anything else.
 *
 * ```sh
 * deno run -A docs/generate_commands.ts           # writes it
 * deno run -A docs/generate_commands.ts --check   # exits with 1 when it is out of date
 * ```
 * @module
 */
import { EnumType } from "@cliffy/command";
import type { HelpOption } from "../commands/help/render_help.ts";
import { createWholeTree } from "./create_whole_tree.ts";
import { writeGenerated } from "./write_generated.ts";

/** The page, next to this file. */
export const commandsPage: URL = new URL("./commands.md", import.meta.url);

/** The text of docs/commands.md. */
export function generateCommands(): string {
  const root: DocumentedCommand = createWholeTree();
  return [
    "# Commands",
    "",
    "<!-- Made by `deno task docs` from the program itself: change the command, not this page. -->",
    "",
    root.getDescription(),
    "",
    ...listContents(root, 0),
    "",
    "## Global options",
    "",
    "Every command takes these. `ktrdr --version` shows the version.",
    "",
    ...describeOptions(root, root.getBaseOptions(false).filter(({ global }) => global)),
    ...root.getCommands(false).flatMap((command) => describeCommand(command, 2)),
  ].join("\n").trimEnd() + "\n";
}

/** What this page needs of a Cliffy option. */
interface DocumentedOption extends HelpOption {
  depends?: string[] | undefined;
  global?: boolean | undefined;
}

/** What this page needs of a Cliffy command. */
interface DocumentedCommand {
  getPath(): string;
  getDescription(): string;
  getShortDescription(): string;
  getUsage(): string;
  getAliases(): string[];
  getArguments(): { name: string; type: string; optional?: boolean; variadic?: boolean }[];
  getBaseOptions(hidden?: boolean): DocumentedOption[];
  getCommands(hidden?: boolean): DocumentedCommand[];
  getExamples(): { name: string; description: string }[];
  getType(name: string): { handler: unknown } | undefined;
}

function listContents(command: DocumentedCommand, depth: number): string[] {
  return command.getCommands(false).flatMap((child) => {
    const path = child.getPath();
    const link = `[\`${path}\`](#${path.replaceAll(" ", "-")})`;
    const line = `${"  ".repeat(depth)}- ${link}: ${withoutPeriod(child.getShortDescription())}`;
    return [line, ...listContents(child, depth + 1)];
  });
}

function describeCommand(command: DocumentedCommand, level: number): string[] {
  const path = command.getPath();
  const options = command.getBaseOptions(false).filter(({ global }) => !global);
  const aliases = command.getAliases();
  const isGroup = command.getArguments().length === 0 && command.getCommands(false).length > 0;
  const usage = [path, isGroup ? "<command>" : withoutTypes(command.getUsage())];
  return [
    "",
    `${"#".repeat(level)} ${path}`,
    "",
    escapeText(command.getDescription()),
    "",
    "```",
    usage.join(" ").trim(),
    "```",
    ...aliases.length === 0 ? [] : ["", `Also: ${aliases.map((alias) => `\`${alias}\``).join(", ")}`],
    ...describeArguments(command),
    ...options.length === 0 ? [] : ["", ...describeOptions(command, options)],
    ...describeExamples(command),
    ...command.getCommands(false).flatMap((child) => describeCommand(child, level + 1)),
  ];
}

function describeArguments(command: DocumentedCommand): string[] {
  const entries = command.getArguments();
  if (entries.length === 0) return [];
  const rows = entries.map(({ name, type, optional, variadic }) => [
    code(name),
    describeType(command, type),
    `${optional ? "may be left out" : "required"}${variadic ? ", as many as you like" : ""}`,
  ]);
  return ["", ...createTable(["Argument", "Value", ""], rows)];
}

function describeOptions(command: DocumentedCommand, options: DocumentedOption[]): string[] {
  const rows = options.map((option) => [
    [
      ...option.flags.slice(0, -1),
      [option.flags.at(-1), withoutTypes(option.typeDefinition ?? "")].join(" ").trim(),
    ]
      .map(code).join(", "),
    option.args.length === 0 ? "" : describeType(command, option.args[0].type),
    [escapeText(option.description), ...describeLimits(option)].join(" "),
  ]);
  return createTable(["Option", "Value", "Description"], rows);
}

/** `<count:integer>` as `<count>`. */
function withoutTypes(definition: string): string {
  return definition.replace(/:[a-z]+(?=[>\]])/g, "");
}

function describeLimits(option: DocumentedOption): string[] {
  const { conflicts = [], depends = [] } = option;
  const limits: string[] = [];
  if (option.required) limits.push("Required.");
  if (option.default !== undefined) limits.push(`Default: ${code(String(option.default))}.`);
  if (conflicts.length > 0) limits.push(`Not together with ${conflicts.map(asFlag).join(", ")}.`);
  if (depends.length > 0) limits.push(`Only with ${depends.map(asFlag).join(", ")}.`);
  return limits;
}

function describeType(command: DocumentedCommand, name: string): string {
  const handler = command.getType(name)?.handler;
  if (handler instanceof EnumType) {
    return [...handler.values()].map((value) => code(String(value))).join(", ");
  }
  const words: Record<string, string> = { string: "text", integer: "whole number" };
  return words[name] ?? name;
}

function describeExamples(command: DocumentedCommand): string[] {
  return command.getExamples().flatMap((
    { name, description },
  ) => ["", `${name}:`, "", "```sh", description, "```"]);
}

function createTable(heads: string[], rows: string[][]): string[] {
  const lines = [heads, heads.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
}

function asFlag(name: string): string {
  return code(`--${name.replace(/^--/, "")}`);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Angle brackets would be taken for HTML. */
function escapeText(text: string): string {
  return text.replaceAll("<", "\\<");
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, "");
}

if (import.meta.main) {
  await writeGenerated({
    path: commandsPage,
    text: generateCommands(),
    name: "docs/commands.md",
    task: "docs",
  });
}
