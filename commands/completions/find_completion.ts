/**
 * What may stand at the cursor, found in the words of the program.
 * @module
 */
import { helpTopics } from "../help/topics.ts";
import {
  type ArgumentWords,
  type CommandWords,
  findCommand,
  listOptionsOf,
  longestFlag,
  type OptionWords,
  type ProgramWords,
} from "../program/command_words.ts";
import { readTyped, type Typed } from "../program/command_line.ts";

/** A word that may stand at the cursor. */
export interface Candidate {
  value: string;
  /** A few words on it, harmless in a terminal and without tabs; may be empty. */
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
export function findCompletion(program: ProgramWords, words: readonly string[]): Completion {
  const typed = readTyped(program, words.slice(0, -1));
  const word = words.at(-1) ?? "";
  const found = findCandidates(program, typed, word);
  const candidates = found.candidates.map(({ value, description }) => ({
    value: found.prefix + value,
    description,
  }));
  const isPath = found.takesFiles && /[/\\]/.test(word);
  return {
    ...found,
    live: isPath ? undefined : found.live,
    candidates: candidates.filter(({ value }) => value.startsWith(word)),
    word,
    options: typed.options,
  };
}

type Found = Pick<Completion, "candidates" | "takesFiles" | "live" | "prefix">;

function findCandidates(program: ProgramWords, typed: Typed, word: string): Found {
  const { command, operands, waiting, takesOptions } = typed;
  if (waiting !== undefined) return completeOption(command, waiting, { prefix: "", word });
  const options = listOptionsOf(command, program);
  const [, flag] = /^(--[^=]+)=/.exec(word) ?? [];
  if (takesOptions && flag !== undefined) {
    const option = options.find(({ flags }) => flags.includes(flag));
    return option === undefined ? nothing : completeOption(command, option, { prefix: `${flag}=`, word });
  }
  if (takesOptions && word.startsWith("-")) {
    return { ...nothing, candidates: listFlags(options, { used: typed.used, word }) };
  }
  const { arguments: expected = [] } = command;
  const argument = expected[operands.length] ?? expected.findLast(({ variadic }) => variadic);
  const commands = operands.length === 0 ? listCommands(command, word) : [];
  if (argument === undefined) {
    const hasOptionsOnly = commands.length === 0 && word === "" && operands.length <= expected.length;
    const flags = hasOptionsOnly ? listFlags(options, { used: typed.used, word: "--" }) : commands;
    return { ...nothing, candidates: flags };
  }
  if (argument.name === "topic") {
    return { ...nothing, candidates: listTopics(program, { operands, word }) };
  }
  const before = operands.at(-1) ?? "";
  const behind = Object.hasOwn(argument.behind ?? {}, before) ? argument.behind?.[before] : undefined;
  const names = argument.behind === undefined ? [argument.name] : [before];
  const found = completeArgument(command, { ...argument, ...behind }, { names, typed: word });
  return { ...found, candidates: [...commands, ...found.candidates] };
}

const nothing: Found = { candidates: [], takesFiles: false, prefix: "" };

/** Those that begin with `word`, each option once that was not used, or may be used again. */
function listFlags(
  options: readonly OptionWords[],
  { used, word }: { used: ReadonlySet<string>; word: string },
): Candidate[] {
  return options
    .filter((option) => !option.hidden && (option.collect || !used.has(longestFlag(option))))
    .flatMap(({ flags, description }) => {
      const wanted = word === "-" && flags.some((flag) => flag.startsWith("--")) ? "--" : word;
      return flags.filter((flag) => flag.startsWith(wanted)).map((value) => ({ value, description }));
    });
}

/** Another name of a command is offered where its first one does not fit. */
function listCommands({ commands = [] }: CommandWords, word: string): Candidate[] {
  return commands.filter(({ hidden }) => !hidden).flatMap(({ names, description }) => {
    const value = names.find((name) => name.startsWith(word));
    return value === undefined ? [] : [{ value, description }];
  });
}

/** The commands, as they are nested, and topics of their own. */
function listTopics(
  program: ProgramWords,
  { operands, word }: { operands: readonly string[]; word: string },
): Candidate[] {
  let command: CommandWords | undefined = program;
  for (const operand of operands) command = command && findCommand(command, operand);
  const topics = operands.length > 0 ? [] : Object.keys(helpTopics);
  return [
    ...command === undefined ? [] : listCommands(command, word),
    ...topics.map((value) => ({ value, description: "" })),
  ];
}

function completeOption(
  command: CommandWords,
  { flags, argument }: OptionWords,
  { prefix, word }: { prefix: string; word: string },
): Found {
  if (argument === undefined) return nothing;
  const names = [argument.name, ...flags.map((flag) => flag.replace(/^-+/, ""))];
  const found = completeArgument(command, argument, { names, typed: word.slice(prefix.length) });
  // "--symbols A,B": what is completed is the last one.
  const isList = names.some((name) => name === "symbols" || name === "timeframes");
  const before = isList ? word.slice(prefix.length, word.lastIndexOf(",") + 1) : "";
  return { ...found, prefix: prefix + before };
}

function completeArgument(
  command: CommandWords,
  { values = [], takesFiles = false, ignoresCase = false }: ArgumentWords,
  { names, typed }: { names: readonly string[]; typed: string },
): Found {
  const isUpper = ignoresCase && /^[^a-z]*[A-Z][^a-z]*$/.test(typed);
  return {
    candidates: values.map((value) => ({ value: isUpper ? value.toUpperCase() : value, description: "" })),
    takesFiles,
    live: liveKindOf(names, command.names[0]),
    prefix: "",
  };
}

/** What only a server, or the configuration file, can list. */
export type LiveKind =
  | "operation"
  | "active operation"
  | "stopped operation"
  | "backtest"
  | "model"
  | "strategy"
  | "symbol"
  | "timeframe"
  | "worker"
  | "profile";

/** The names that arguments and options have for it. */
const kinds: Readonly<Record<string, LiveKind | undefined>> = {
  // The language model of the agent is none of the trained ones, though its option is called so.
  llm: undefined,
  operation: "operation",
  backtest: "backtest",
  model: "model",
  "model-path": "model",
  strategy: "strategy",
  symbol: "symbol",
  symbols: "symbol",
  timeframe: "timeframe",
  timeframes: "timeframe",
  worker: "worker",
  profile: "profile",
};

/** Those operations of which a command makes sense. */
const kindsForCommands: Readonly<Record<string, LiveKind | undefined>> = {
  cancel: "active operation",
  resume: "stopped operation",
};

/** What the first known one of some names stands for, in a command of a name. */
function liveKindOf(names: readonly string[], command: string): LiveKind | undefined {
  const name = names.find((name) => Object.hasOwn(kinds, name));
  const kind = name === undefined ? undefined : kinds[name];
  return kind === "operation" ? kindsForCommands[command] ?? kind : kind;
}
