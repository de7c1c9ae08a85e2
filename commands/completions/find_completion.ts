/**
 * What may stand at the cursor, found in the command tree that the program parses with.
 * @module
 */
import { EnumType } from "@cliffy/command";
import { helpTopics } from "../help/topics.ts";
import type { CompletedArgument, CompletedCommand, CompletedOption } from "./completed_command.ts";
import { type LiveKind, liveKindOf } from "./live_kind.ts";
import { longestFlag, readTyped, type Typed } from "./typed_words.ts";

/** A word that may stand at the cursor. */
export interface Candidate {
  value: string;
  /** A few words on it; may be empty. */
  description: string;
}

/** What may stand at the cursor. */
export interface Completion {
  /** Those that are known without asking anybody. */
  candidates: Candidate[];
  /** Whether the name of a file may stand there. */
  takesFiles: boolean;
  /** What a server has to be asked for. */
  live?: LiveKind | undefined;
  /** What stands in the same word before every value: "--status=", or "SPX," in a list. */
  prefix: string;
  /** The whole word so far. */
  word: string;
  /** The options that were typed, by their longest flag, with their values; a switch has an empty one. */
  options: ReadonlyMap<string, string>;
}

/** What may stand at the end of `words`, the last of which has only begun and may be empty. */
export function findCompletion(root: CompletedCommand, words: readonly string[]): Completion {
  const typed = readTyped(root, words.slice(0, -1));
  const word = words.at(-1) ?? "";
  const found = findCandidates(root, typed, word);
  const candidates = found.candidates.map(({ value, description }) => ({
    value: found.prefix + value,
    description,
  }));
  return {
    ...found,
    candidates: candidates.filter(({ value }) => value.startsWith(word)),
    word,
    options: typed.options,
  };
}

type Found = Pick<Completion, "candidates" | "takesFiles" | "live" | "prefix">;

function findCandidates(root: CompletedCommand, typed: Typed, word: string): Found {
  const { command, operands, waiting, takesOptions } = typed;
  if (waiting !== undefined) return completeOption(command, waiting, { prefix: "", word });
  const [, flag] = /^(--[^=]+)=/.exec(word) ?? [];
  if (takesOptions && flag !== undefined) {
    const option = command.getOptions(true).find(({ flags }) => flags.includes(flag));
    const given = { prefix: `${flag}=`, word };
    return option === undefined ? nothing : completeOption(command, option, given);
  }
  if (takesOptions && word.startsWith("-")) return { ...nothing, candidates: listOptions(typed, word) };
  const expected = command.getArguments();
  const argument = expected[operands.length] ?? expected.findLast(({ variadic }) => variadic);
  const commands = operands.length === 0 ? listCommands(command, word) : [];
  if (argument === undefined) {
    const hasOptionsOnly = commands.length === 0 && word === "" && operands.length <= expected.length;
    return { ...nothing, candidates: hasOptionsOnly ? listOptions(typed, "--") : commands };
  }
  if (argument.name === "topic") return { ...nothing, candidates: listTopics(root, { operands, word }) };
  const found = completeArgument(command, argument, { names: [argument.name] });
  return { ...found, candidates: [...commands, ...found.candidates] };
}

const nothing: Found = { candidates: [], takesFiles: false, prefix: "" };

function listOptions({ command, used }: Typed, word: string): Candidate[] {
  return command.getOptions(false)
    .filter((option) => option.collect || !used.has(longestFlag(option)))
    .flatMap(({ flags, description }) => {
      const wanted = word === "-" && flags.some((flag) => flag.startsWith("--")) ? "--" : word;
      return flags.filter((flag) => flag.startsWith(wanted))
        .map((value) => ({ value, description: withoutPeriod(description) }));
    });
}

/** Another name of a command is offered where its first one does not fit. */
function listCommands(command: CompletedCommand, word: string): Candidate[] {
  return command.getCommands(false).flatMap((child) => {
    const description = withoutPeriod(child.getShortDescription());
    const value = [child.getName(), ...child.getAliases()].find((name) => name.startsWith(word));
    return value === undefined ? [] : [{ value, description }];
  });
}

/** The commands, as they are nested, and topics of their own. */
function listTopics(
  root: CompletedCommand,
  { operands, word }: { operands: readonly string[]; word: string },
): Candidate[] {
  let command: CompletedCommand | undefined = root;
  for (const operand of operands) command = command?.getCommand(operand);
  const topics = operands.length > 0 ? [] : Object.keys(helpTopics);
  return [
    ...command === undefined ? [] : listCommands(command, word),
    ...topics.map((value) => ({ value, description: "" })),
  ];
}

function completeOption(
  command: CompletedCommand,
  option: CompletedOption,
  { prefix, word }: { prefix: string; word: string },
): Found {
  const [argument] = option.args;
  if (argument === undefined) return nothing;
  const names = [argument.name, ...option.flags.map((flag) => flag.replace(/^-+/, ""))];
  const found = completeArgument(command, argument, { names });
  // "--symbols A,B": what is completed is the last one.
  const isList = names.some((name) => name === "symbols" || name === "timeframes");
  const before = isList ? word.slice(prefix.length, word.lastIndexOf(",") + 1) : "";
  return { ...found, prefix: prefix + before };
}

function completeArgument(
  command: CompletedCommand,
  { type }: CompletedArgument,
  { names }: { names: readonly string[] },
): Found {
  const handler = command.getType(type)?.handler;
  const values = handler instanceof EnumType ? handler.values() : type === "boolean" ? ["true", "false"] : [];
  return {
    candidates: [...values].map((value) => ({ value: String(value), description: "" })),
    takesFiles: type === "file",
    live: liveKindOf(names),
    prefix: "",
  };
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, "");
}
