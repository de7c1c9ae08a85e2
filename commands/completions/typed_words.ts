/**
 * The words before the cursor, read as the program would read them.
 * @module
 */
import {
  type CommandWords,
  findCommand,
  listOptionsOf,
  longestFlag,
  type OptionWords,
  type ProgramWords,
} from "./command_words.ts";

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
