/**
 * The help page of a command, made from the command itself.
 * @module
 */
import { EnumType } from "@cliffy/command";
import type { Style } from "../../lib/output/style.ts";
import { wrapText } from "../../lib/output/text.ts";
import { type ListItem, renderList } from "./render_list.ts";

/** An option, as far as its help needs it. */
export interface HelpOption {
  flags: string[];
  typeDefinition?: string | undefined;
  description: string;
  args: { type: string }[];
  default?: unknown;
  required?: boolean | undefined;
  conflicts?: string[] | undefined;
  groupName?: string | undefined;
}

/** What can show its help: any Cliffy command. */
export interface HelpSource {
  getPath(): string;
  getUsage(): string;
  getDescription(): string;
  getOptions(hidden?: boolean): HelpOption[];
  getCommands(
    hidden?: boolean,
  ): { getName(): string; getAliases(): string[]; getShortDescription(): string }[];
  getExamples(): { name: string; description: string }[];
  getType(name: string): { handler: unknown } | undefined;
}

/** How a help page looks. */
interface RenderHelpOptions {
  style: Style;
  /** Columns. */
  width: number;
}

/** The help page of a command: what it does, how it is called, its options, commands and examples. */
export function renderHelp(command: HelpSource, { style, width }: RenderHelpOptions): string {
  const usage = `${style.bold("Usage:")} ${describeUsage(command)}`;
  const commands = command.getCommands(false).map((child): ListItem => ({
    name: [child.getName(), ...child.getAliases()].join(", "),
    text: withoutPeriod(child.getShortDescription()),
  }));
  const options = groupOptions(command.getOptions(false)).map(([title, group]): [string, ListItem[]] => [
    title,
    group.map((option) => ({ name: nameOption(option), text: describeOption(command, option) })),
  ]);
  const lists: [string, ListItem[]][] = [["Commands", commands], ...options];
  return [
    wrapText(command.getDescription(), { width }),
    usage,
    ...lists.filter(([, items]) => items.length > 0)
      .map(([title, items]) => `${style.bold(`${title}:`)}\n${renderList(items, { style, width })}`),
    ...renderExamples(command, style),
  ].join("\n\n");
}

function describeUsage(command: HelpSource): string {
  const usage = withoutTypes(command.getUsage());
  const options = usage.includes("[options]") ? [] : ["[options]"];
  return [command.getPath(), usage, ...options].filter(Boolean).join(" ");
}

function groupOptions(options: HelpOption[]): [string, HelpOption[]][] {
  return [...Map.groupBy(options, ({ groupName }) => groupName ?? "Options")];
}

function nameOption({ flags, typeDefinition }: HelpOption): string {
  const names = flags.join(", ");
  // Long options stand below each other, with or without a short one.
  const aligned = names.startsWith("--") ? `    ${names}` : names;
  return `${aligned} ${withoutTypes(typeDefinition ?? "")}`.trimEnd();
}

function describeOption(command: HelpSource, option: HelpOption): string {
  const remarks = [
    ...valuesOf(command, option),
    ...option.required ? ["required"] : [],
    ...option.default === undefined ? [] : [`default: ${option.default}`],
    ...(option.conflicts ?? []).map((name) => `not with --${name.replace(/^--/, "")}`),
  ];
  const text = withoutPeriod(option.description);
  return remarks.length === 0 ? text : `${text} (${remarks.join("; ")})`;
}

function valuesOf(command: HelpSource, { args }: HelpOption): string[] {
  const handler = command.getType(args[0]?.type)?.handler;
  return handler instanceof EnumType ? [[...handler.values()].join(", ")] : [];
}

function renderExamples(command: HelpSource, style: Style): string[] {
  const examples = command.getExamples();
  if (examples.length === 0) return [];
  const lines = examples.map(({ name, description }) => `  ${style.dim(`# ${name}`)}\n  ${description}`);
  return [`${style.bold("Examples:")}\n${lines.join("\n")}`];
}

/** `<count:integer>` as `<count>`. */
function withoutTypes(definition: string): string {
  return definition.replace(/:[a-z]+(?=[>\]])/g, "");
}

/** One sentence needs no period, several do. */
function withoutPeriod(text: string): string {
  return text.replace(/\.$/, "");
}
