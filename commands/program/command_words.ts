/**
 * What completion knows of the commands. It is kept as data beside the command tree that it is made of, since to make the
 * tree takes longer than somebody who presses Tab should wait.
 * @module
 */

/** What an argument of a command or an option takes. */
export interface ArgumentWords {
  name: string;
  /** All that it may be, where that is known. */
  values?: readonly string[] | undefined;
  takesFiles?: boolean | undefined;
  /** Capitals mean the same. */
  ignoresCase?: boolean | undefined;
  /** What it takes behind some words for the argument before it. */
  behind?: Readonly<Record<string, Pick<ArgumentWords, "values" | "takesFiles"> | undefined>> | undefined;
  optional?: boolean | undefined;
  variadic?: boolean | undefined;
}

/** An option. */
export interface OptionWords {
  flags: readonly string[];
  description: string;
  /** A switch has none. */
  argument?: ArgumentWords | undefined;
  hidden?: boolean | undefined;
  /** It may be given more than once. */
  collect?: boolean | undefined;
}

/** A command with those below it. */
export interface CommandWords {
  /** Its name, then others that it goes by. */
  names: readonly string[];
  description: string;
  hidden?: boolean | undefined;
  arguments?: readonly ArgumentWords[] | undefined;
  /** Its own; at the top, those that every command takes are {@linkcode ProgramWords.globalOptions}. */
  options?: readonly OptionWords[] | undefined;
  commands?: readonly CommandWords[] | undefined;
}

/** The program: the command at the top. */
export interface ProgramWords extends CommandWords {
  /** What every command takes, too, unless it has an option of that name itself. */
  globalOptions: readonly OptionWords[];
}

/** The longest flag of an option, by which it is known. */
export function longestFlag({ flags }: OptionWords): string {
  return flags.reduce((longest, flag) => flag.length > longest.length ? flag : longest);
}

/** The command below another one that goes by a name. */
export function findCommand({ commands = [] }: CommandWords, name: string): CommandWords | undefined {
  return commands.find(({ names }) => names.includes(name));
}

/** The options that a command of a program takes, those of all commands first. */
export function listOptionsOf({ options = [] }: CommandWords, program: ProgramWords): OptionWords[] {
  const own = new Set(options.map(longestFlag));
  return [...program.globalOptions.filter((option) => !own.has(longestFlag(option))), ...options];
}
