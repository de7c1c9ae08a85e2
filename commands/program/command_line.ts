/**
 * Command lines: as scripts write them, in the one spelling that the parser reads the same everywhere; what matters of them
 * before they are parsed; and one that is still being typed.
 * @module
 */
import { UsageError } from "../../lib/errors.ts";
import {
  type ColorChoice,
  colorChoices,
  type OutputFormat,
  outputFormats,
  progressModes,
} from "../../lib/output/output_words.ts";
import {
  type CommandWords,
  findCommand,
  listOptionsOf,
  longestFlag,
  type OptionWords,
  type ProgramWords,
} from "./command_words.ts";

/** What must be known of an option to read it. */
interface SpelledOption {
  name: string;
  args: readonly unknown[];
  collect?: boolean | undefined;
}

/** Any Cliffy command. */
interface SpelledCommand {
  getName(): string;
  getPath(): string;
  getCommand(name: string, hidden?: boolean): SpelledCommand | undefined;
  getOption(name: string, hidden?: boolean): SpelledOption | undefined;
}

/**
 * The arguments with each option and each value as a word of its own: `-l5` and `--limit=5` become `-l 5`. Of an option
 * that is given again the last one is left, unless it collects. What follows `--` are operands. What is no option of the
 * command stays, for the parser to complain about. Throws UsageError for `--option=` with nothing behind it, and for an
 * operand that begins with `-`.
 */
export function spellOutOptions(args: readonly string[], root: SpelledCommand): string[] {
  // Its words are those of another command line.
  return args[0] === "complete" ? [...args] : new SpelledLine(args, root).read();
}

/** Some words that belong together, and the option they are, if they are one. */
interface SpelledPart {
  words: string[];
  option?: SpelledOption;
}

/** Commands whose `--progress` was a flag, and may stand before an operand. */
const hadProgressFlag = ["load", "dummy"];

/** A command line that is being read. */
class SpelledLine {
  readonly #rest: string[];
  #command: SpelledCommand;
  #hasOperand = false;
  #parts: SpelledPart[] = [];

  constructor(args: readonly string[], root: SpelledCommand) {
    this.#rest = [...args];
    this.#command = root;
  }

  /** All words, spelled out. To be called once. */
  read(): string[] {
    for (let word = this.#rest.shift(); word !== undefined; word = this.#rest.shift()) {
      if (word === "--") this.#addOperands();
      else if (/^--./.test(word)) this.#addLong(word);
      else if (/^-./.test(word)) this.#addShort(word);
      else this.#addWord(word);
    }
    return this.#parts.flatMap(({ words }) => words);
  }

  /** What is no option: a command, or an operand. */
  #addWord(word: string): void {
    const command = this.#hasOperand ? undefined : this.#command.getCommand(word, true);
    if (command === undefined) this.#hasOperand = true;
    else this.#command = command;
    this.#parts.push({ words: [word] });
  }

  /** What follows `--`. The parser would take one that begins with `-` for an option all the same. */
  #addOperands(): void {
    for (const word of this.#rest.splice(0)) {
      if (/^-./.test(word)) throw new UsageError(`An argument cannot begin with '-', but one is '${word}'`);
      this.#addWord(word);
    }
  }

  /** `--limit` or `--limit=5`. */
  #addLong(word: string): void {
    if (word === "--no-progress") return this.#addLong("--progress=quiet");
    const [flag] = word.split("=", 1);
    const option = this.#command.getOption(flag.slice(2), true);
    if (option === undefined) this.#parts.push({ words: [word] });
    else if (option.args.length === 0) this.#addOption(option, [word]);
    else if (word !== flag) this.#addValued(option, { flag, attached: word.slice(flag.length + 1) });
    else if (this.#isProgressFlag(flag)) this.#addOption(option, [flag, "auto"]);
    else this.#addValued(option, { flag });
  }

  /** `-l`, `-l5`, `-l=5`, or several in one as in `-al5`. */
  #addShort(word: string): void {
    const [flag, rest] = [word.slice(0, 2), word.slice(2)];
    const option = this.#command.getOption(flag.slice(1), true);
    if (option === undefined) {
      this.#parts.push({ words: [word] });
    } else if (option.args.length > 0) {
      this.#addValued(option, rest === "" ? { flag } : { flag, attached: rest.replace(/^=/, "") });
    } else if (rest === "" || rest.startsWith("=")) {
      this.#addOption(option, [word]);
    } else {
      this.#addOption(option, [flag]);
      this.#addShort(`-${rest}`);
    }
  }

  /** The next word is the value where none is attached, whatever it looks like. */
  #addValued(option: SpelledOption, { flag, attached }: { flag: string; attached?: string }): void {
    if (attached === "") {
      throw new UsageError(`Missing value for option "${flag}"`, {
        hint: `Run '${this.#command.getPath()} --help' for usage`,
      });
    }
    const value = attached ?? this.#rest.shift();
    this.#addOption(option, value === undefined ? [flag] : [flag, value]);
  }

  #addOption(option: SpelledOption, words: string[]): void {
    if (!option.collect) this.#parts = this.#parts.filter((part) => !isSame(option, part.option));
    this.#parts.push({ words, option });
  }

  #isProgressFlag(flag: string): boolean {
    if (flag !== "--progress") return false;
    const [next] = this.#rest;
    if (next === undefined || next.startsWith("-")) return true;
    return hadProgressFlag.includes(this.#command.getName()) && !progressModes.some((mode) => mode === next);
  }
}

/** Whether an option is given again, perhaps as `--show` after `--no-show`. Others may have the same name. */
function isSame(option: SpelledOption, other: SpelledOption | undefined): boolean {
  if (other === undefined || option === other) return option === other;
  return option.name === `no-${other.name}` || other.name === `no-${option.name}`;
}

/** What is known of the options before they are parsed. */
interface EarlyOptions {
  color?: ColorChoice;
  output?: OutputFormat;
}

/** What of the global options matters before they are parsed: a bad value is left for the parser to complain about. */
export function readEarlyOptions(args: readonly string[]): EarlyOptions {
  const color = readChoice(args, { flags: ["--color"], choices: colorChoices });
  const output = args.includes("--json")
    ? "json"
    : readChoice(args, { flags: ["--output", "-o"], choices: outputFormats });
  return { ...(output !== undefined && { output }), ...(color !== undefined && { color }) };
}

function readChoice<Choice extends string>(
  args: readonly string[],
  { flags, choices }: { flags: readonly string[]; choices: readonly Choice[] },
): Choice | undefined {
  return choices.find((choice) =>
    args.some((arg, position) =>
      flags.some((flag) => arg === `${flag}=${choice}` || (arg === flag && args[position + 1] === choice))
    )
  );
}

/** A command with commands below it. */
interface CommandTree {
  getCommand(name: string): CommandTree | undefined;
}

/**
 * The arguments, reduced to the command and `--help` where they ask for help: that wins over everything else, wherever
 * it stands. An unknown command is left for the parser to complain about.
 */
export function reduceToHelp(args: readonly string[], root: CommandTree): string[] {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  if (!own.includes("--help") && !own.includes("-h")) return [...args];
  const path: string[] = [];
  let command = root;
  for (const word of own) {
    const next = command.getCommand(word);
    if (next === undefined) continue;
    path.push(word);
    command = next;
  }
  const isUnknown = path.length === 0 && !own[0].startsWith("-");
  return isUnknown ? [...args] : [...path, "--help"];
}

/**
 * The words of a command line as bash would split it, without quotes; the last one has only begun, and is empty after a
 * blank.
 */
export function splitLine(line: string): string[] {
  const words = [""];
  let quote = "";
  let isBetween = true;
  const add = (text: string) => {
    words[words.length - 1] += text;
    isBetween = false;
  };
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === "\\" && quote !== "'") add(line[++index] ?? "");
    else if (character === quote) quote = "";
    else if (quote === "" && /["']/.test(character)) {
      quote = character;
      add("");
    } else if (quote === "" && /\s/.test(character)) {
      if (!isBetween) words.push("");
      isBetween = true;
    } else add(character);
  }
  return words;
}

/** What the words before the cursor say. */
export interface Typed {
  command: CommandWords;
  /** What is neither a command nor an option. */
  operands: string[];
  /** The option whose value comes next. */
  waiting: OptionWords | undefined;
  /** Whether `--` has not been seen. */
  takesOptions: boolean;
  /** The options that were typed, by their longest flag. */
  used: Set<string>;
  /** Those of them that have a value, and switches with an empty one. */
  options: Map<string, string>;
}

/** Reads complete words. An unknown option is passed over. */
export function readTyped(program: ProgramWords, words: readonly string[]): Typed {
  const typed: Typed = {
    command: program,
    operands: [],
    waiting: undefined,
    takesOptions: true,
    used: new Set(),
    options: new Map(),
  };
  for (const word of words) {
    if (typed.waiting !== undefined) {
      typed.options.set(longestFlag(typed.waiting), word);
      typed.waiting = undefined;
    } else if (word === "--") typed.takesOptions = false;
    else if (typed.takesOptions && /^-./.test(word)) readOption(typed, { word, program });
    else readOperand(typed, word);
  }
  return typed;
}

function readOption(typed: Typed, { word, program }: { word: string; program: ProgramWords }): void {
  const [flag] = word.split("=", 1);
  const option = listOptionsOf(typed.command, program).find(({ flags }) => flags.includes(flag));
  if (option === undefined) return;
  const name = longestFlag(option);
  typed.used.add(name);
  if (option.argument === undefined) typed.options.set(name, "");
  else if (word.includes("=")) typed.options.set(name, word.slice(flag.length + 1));
  else if (!option.argument.optional) typed.waiting = option;
}

function readOperand(typed: Typed, word: string): void {
  const child = typed.operands.length === 0 ? findCommand(typed.command, word) : undefined;
  if (child === undefined) typed.operands.push(word);
  else typed.command = child;
}
