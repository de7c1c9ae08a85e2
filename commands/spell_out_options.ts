/**
 * Command lines as scripts write them, in the one spelling that the parser reads the same everywhere.
 * @module
 */
import { progressModes } from "../lib/output/output_words.ts";
import { UsageError } from "../lib/errors.ts";

/** What must be known of an option to read it. */
export interface SpelledOption {
  name: string;
  args: readonly unknown[];
  collect?: boolean | undefined;
}

/** Any Cliffy command. */
export interface SpelledCommand {
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
