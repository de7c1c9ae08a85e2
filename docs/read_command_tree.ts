import { EnumType } from "@cliffy/command";
import { configKeyFacts, configKeys } from "../lib/config/config_keys.ts";
import type { IndicatorType } from "../lib/indicators/indicator.ts";
import { indicatorTypes } from "../lib/indicators/catalog.ts";
import type {
  ArgumentWords,
  CommandWords,
  OptionWords,
  ProgramWords,
} from "../commands/program/command_words.ts";

/** An argument of a Cliffy command or option. */
interface TreeArgument {
  name: string;
  type: string;
  optional?: boolean | undefined;
  variadic?: boolean | undefined;
}

/** A Cliffy option. */
interface TreeOption {
  flags: string[];
  description: string;
  args: TreeArgument[];
  hidden?: boolean | undefined;
  collect?: boolean | undefined;
  global?: boolean | undefined;
}

/** Any Cliffy command. */
export interface TreeCommand {
  getName(): string;
  getAliases(): string[];
  getShortDescription(): string;
  getCommands(hidden?: boolean): TreeCommand[];
  getBaseOptions(hidden?: boolean): TreeOption[];
  getArguments(): TreeArgument[];
  getType(name: string): { handler: unknown } | undefined;
}

/** What completion has to know of a command tree, of which only the top may have global options. */
export function readCommandTree(root: TreeCommand): ProgramWords {
  const options = root.getBaseOptions(true);
  return {
    ...readCommand(root, { isHidden: false }),
    ...list("options", readOptions(root, options.filter(({ global }) => !global))),
    globalOptions: readOptions(root, options.filter(({ global }) => global)),
  };
}

function readCommand(command: TreeCommand, { isHidden }: { isHidden: boolean }): CommandWords {
  const shown = new Set(command.getCommands(false));
  const commands = command.getCommands(true)
    .map((child) => readCommand(child, { isHidden: !shown.has(child) }));
  const expected = command.getArguments().map((argument) => readArgument(command, argument));
  return {
    names: [command.getName(), ...command.getAliases()],
    description: withoutPeriod(command.getShortDescription()),
    ...isHidden && { hidden: true },
    ...list("arguments", expected),
    ...list("options", readOptions(command, command.getBaseOptions(true))),
    ...list("commands", commands),
  };
}

/** What is empty is left out: the less there is to read, the sooner the answer. */
function list<Name extends string, Item>(name: Name, items: Item[]): { [name in Name]?: Item[] } {
  const entries: { [name in Name]?: Item[] } = {};
  if (items.length > 0) entries[name] = items;
  return entries;
}

function readOptions(command: TreeCommand, options: readonly TreeOption[]): OptionWords[] {
  return options.map(({ flags, description, args: [argument], hidden, collect }) => ({
    flags,
    description: withoutPeriod(description),
    ...argument !== undefined && { argument: readArgument(command, argument) },
    ...hidden && { hidden: true },
    ...collect && { collect: true },
  }));
}

function readArgument(command: TreeCommand, { name, type, optional, variadic }: TreeArgument): ArgumentWords {
  return {
    name,
    ...list("values", valuesOf(type, command.getType(type)?.handler)),
    ...type === "file" && { takesFiles: true },
    ...type === "indicator" && { ignoresCase: true },
    ...type === "setting" && { behind: settingValues() },
    ...optional && { optional: true },
    ...variadic && { variadic: true },
  };
}

function valuesOf(type: string, handler: unknown): string[] {
  if (handler instanceof EnumType) return [...handler.values()].map(String);
  if (type === "boolean") return ["true", "false"];
  return type === "indicator" ? indicatorTypes.map(shortestName).sort() : [];
}

/** What a trader calls it. */
function shortestName({ name, aliases }: IndicatorType): string {
  return aliases.reduce((shortest, alias) => alias.length < shortest.length ? alias : shortest, name);
}

/** What the value of each setting may be, where that is known. */
function settingValues(): ArgumentWords["behind"] {
  return Object.fromEntries(configKeys.flatMap((key) => {
    const { values, isPath } = configKeyFacts[key];
    if (values === undefined && !isPath) return [];
    return [[key, { ...values && { values: [...values] }, ...isPath && { takesFiles: true } }]];
  }));
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, "");
}
