import type { GlobalOptions } from "../program.ts";
import type { ProgramWords } from "./command_words.ts";
import { type Completion, findCompletion } from "./find_completion.ts";
import { splitLine } from "./split_line.ts";

/** What a shell asks for. */
export interface CompletionRequest {
  completion: Completion;
  /** Those of the line that is being typed, as far as they say whom to ask. */
  options: GlobalOptions;
  /** Where bash splits words. */
  wordBreaks: string | undefined;
}

/** Reads the words that a completion script hands over. */
export function readCompletion(program: ProgramWords, args: readonly string[]): CompletionRequest {
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
