import type { Host } from "../../lib/host/host.ts";
import type { Program } from "../program/program.ts";
import { type Candidate, type Completion, findCompletion } from "./find_completion.ts";
import programWords from "./program_words.json" with { type: "json" };
import type { GlobalOptions } from "../program/global_options.ts";
import type { ProgramWords } from "../program/command_words.ts";
import { splitLine } from "../program/command_line.ts";

/** What a shell asks, and who can ask others. */
interface AnswerShellOptions {
  /** Those of `ktrdr complete`. */
  args: readonly string[];
  openProgram: () => Program | Promise<Program>;
}

/**
 * Does what `ktrdr complete` with these arguments does: writes the words that may stand at the cursor, a line each. Who
 * presses Tab waits for it, so nothing is loaded that the answer does not need: no command tree ever, and the program
 * with its configuration only where somebody has to be asked.
 */
export async function answerShell(
  host: Host,
  { args, openProgram }: AnswerShellOptions,
): Promise<void> {
  const { completion, options, wordBreaks } = readCompletion(programWords, args);
  const { live } = completion;
  const write = (values: readonly Candidate[]) => {
    host.stdout.write(`${renderCompletion(completion, { values, wordBreaks })}\n`);
  };
  if (live === undefined) return write([]);
  const question = { kind: live, options };
  const { recallValues } = await import("./recall_values.ts");
  const recalled = await recallValues(host, question);
  if (recalled !== undefined) return write(recalled);
  const program = await openProgram();
  const { listLiveValues } = await import("./live_values.ts");
  await program.run(options, async (context) => write(await listLiveValues(context, question)), {
    takesBadConfig: true,
  });
}

/** What a shell asks for. */
interface CompletionRequest {
  completion: Completion;
  /** Those of the line that is being typed, as far as they say whom to ask. */
  options: GlobalOptions;
  /** Where bash splits words. */
  wordBreaks: string | undefined;
}

/** Reads the words that a completion script hands over. */
function readCompletion(program: ProgramWords, args: readonly string[]): CompletionRequest {
  const [, shell = "", ...rest] = args;
  const [wordBreaks, line] = shell === "bash" ? rest : [];
  const words = line === undefined ? rest : splitLine(line).slice(1);
  const completion = findCompletion(program, words);
  return { completion, options: readOptions(completion.options), wordBreaks };
}

function readOptions(typed: ReadonlyMap<string, string>): GlobalOptions {
  const url = typed.get("--url");
  const port = typed.get("--port");
  const profile = typed.get("--profile");
  const tokenFile = typed.get("--token-file");
  return {
    // The answer is for a shell, whatever the configuration says.
    output: "table",
    quiet: true,
    ...(url !== undefined && { url }),
    ...(port !== undefined && { port: Number(port) }),
    ...(profile !== undefined && { profile }),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(typed.has("--embedded") && { embedded: true as const }),
  };
}

/** What else there is, and how the answer is to be written. */
interface RenderCompletionOptions {
  /** What a server, the engine or the configuration file lists. */
  values: readonly Candidate[];
  /** Where bash splits words; undefined for a shell that takes whole words, each with a few words on it. */
  wordBreaks: string | undefined;
}

/** The answer to a shell: the words that may stand at the cursor, a line each, without the end of the last one. */
function renderCompletion(
  { candidates, takesFiles, prefix, word }: Completion,
  { values, wordBreaks }: RenderCompletionOptions,
): string {
  const fitting = values.filter(({ value }) => isPlainWord(value))
    .map(({ value, description }) => ({ value: prefix + value, description }))
    .filter(({ value }) => isOffered(value, word));
  const lines = [...candidates, ...fitting].map((candidate) => toLine(candidate, { word, wordBreaks }));
  return [...takesFiles ? [":files"] : [], ...new Set(lines)].join("\n");
}

/**
 * Whether a word means the same to every shell as to the program. Who names an operation may be anybody, and what Tab puts
 * into the line is run with Enter: no character that a shell might expand, and no option.
 */
function isPlainWord(value: string): boolean {
  return /^[A-Za-z0-9_@:.,/+%][A-Za-z0-9_@:.,/+=%-]*$/.test(value);
}

/** "@last:…" comes when "@" is typed. */
function isOffered(value: string, word: string): boolean {
  return value.startsWith(word) && (!value.startsWith("@last:") || word.startsWith("@"));
}

function toLine(
  { value, description }: Candidate,
  { word, wordBreaks }: { word: string; wordBreaks: string | undefined },
): string {
  if (wordBreaks !== undefined) return value.slice(typedBefore(word, wordBreaks));
  return description === "" ? value : `${value}\t${description}`;
}

/** How much of the word stands before the last place where bash splits it. */
function typedBefore(word: string, wordBreaks: string): number {
  const breaks = [":", "=", "@"].filter((character) => wordBreaks.includes(character));
  return Math.max(0, ...breaks.map((character) => word.lastIndexOf(character) + 1));
}
