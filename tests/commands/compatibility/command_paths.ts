/**
 * Which commands there are, by all of their names, and which one a row calls.
 * @module
 */

/** Any Cliffy command. */
export interface AnyCommand {
  getName(): string;
  getAliases(): string[];
  getPath(): string;
  getCommands(hidden?: boolean): AnyCommand[];
  getCommand(name: string, hidden?: boolean): AnyCommand | undefined;
  getOption(name: string, hidden?: boolean): { args: readonly unknown[] } | undefined;
}

/** The command of a path such as `operations list`; undefined where there is none. */
export function findCommand(root: AnyCommand, path: string): AnyCommand | undefined {
  return path.split(" ").reduce<AnyCommand | undefined>(
    (command, word) => command?.getCommand(word, true),
    root,
  );
}

/** The path of every command below, once under each of its names. */
export function listPaths(command: AnyCommand, prefix = ""): string[] {
  return command.getCommands(true).flatMap((child) =>
    [child.getName(), ...child.getAliases()].flatMap((name) => [
      prefix + name,
      ...listPaths(child, `${prefix}${name} `),
    ])
  );
}

/** A command line, taken apart. */
export interface ReadLine {
  /** The options before the first word of the command. */
  before: string[];
  /** The command as it is written, such as `operations list`. */
  path: string;
  /** The options behind it. */
  after: string[];
}

/** Takes the words of a command line apart. Options come without their values, each short one for itself. */
export function readLine(root: AnyCommand, words: readonly string[]): ReadLine {
  const line: ReadLine = { before: [], path: "", after: [] };
  let command = root;
  let isCommand = true;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith("-")) {
      const options = spellings(word);
      (line.path === "" ? line.before : line.after).push(...options);
      const option = command.getOption(options[0].replace(/^-+/, ""), true);
      const isValued = option !== undefined && option.args.length > 0 && !word.includes("=") &&
        options.length === 1;
      if (isValued && line.path === "") rest.shift();
    } else {
      const child: AnyCommand | undefined = isCommand ? command.getCommand(word, true) : undefined;
      isCommand = child !== undefined;
      if (child === undefined) continue;
      command = child;
      line.path = `${line.path} ${word}`.trim();
    }
  }
  return line;
}

function spellings(word: string): string[] {
  if (word.startsWith("--")) return [word.split("=", 1)[0]];
  return [...word.slice(1).split("=", 1)[0]].map((letter) => `-${letter}`);
}
