import type { Candidate, Completion } from "./find_completion.ts";

/** What else there is, and how the answer is to be written. */
export interface RenderCompletionOptions {
  /** What a server, the engine or the configuration file lists. */
  values: readonly Candidate[];
  /** Where bash splits words; undefined for a shell that takes whole words, each with a few words on it. */
  wordBreaks: string | undefined;
}

/** The answer to a shell: the words that may stand at the cursor, a line each, without the end of the last one. */
export function renderCompletion(
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
