/**
 * The words before the cursor, read as the program would read them.
 * @module
 */
import type { CompletedCommand, CompletedOption } from "./completed_command.ts";

/** What the words before the cursor say. */
export interface Typed {
  command: CompletedCommand;
  /** What is neither a command nor an option. */
  operands: string[];
  /** The option whose value comes next. */
  waiting: CompletedOption | undefined;
  /** Whether `--` has not been seen. */
  takesOptions: boolean;
  /** The options that were typed, by their longest flag. */
  used: Set<string>;
  /** Those of them that have a value, and switches with an empty one. */
  options: Map<string, string>;
}

/** Reads complete words. An unknown option is passed over. */
export function readTyped(root: CompletedCommand, words: readonly string[]): Typed {
  const typed: Typed = {
    command: root,
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
    else if (typed.takesOptions && /^-./.test(word)) readOption(typed, word);
    else readOperand(typed, word);
  }
  return typed;
}

function readOption(typed: Typed, word: string): void {
  const [flag] = word.split("=", 1);
  const option = typed.command.getOptions(true).find(({ flags }) => flags.includes(flag));
  if (option === undefined) return;
  const name = longestFlag(option);
  typed.used.add(name);
  const [argument] = option.args;
  if (argument === undefined) typed.options.set(name, "");
  else if (word.includes("=")) typed.options.set(name, word.slice(flag.length + 1));
  else if (!argument.optional) typed.waiting = option;
}

function readOperand(typed: Typed, word: string): void {
  const child = typed.operands.length === 0 ? typed.command.getCommand(word, true) : undefined;
  if (child === undefined) typed.operands.push(word);
  else typed.command = child;
}

/** The name of an option. */
export function longestFlag({ flags }: CompletedOption): string {
  return flags.reduce((longest, flag) => flag.length > longest.length ? flag : longest);
}
