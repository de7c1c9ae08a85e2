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
  const fitting = values.map(({ value, description }) => ({ value: prefix + value, description }))
    .filter(({ value }) => isOffered(value, word));
  const lines = [...candidates, ...fitting].map((candidate) => toLine(candidate, { word, wordBreaks }));
  return [...takesFiles ? [":files"] : [], ...new Set(lines)].join("\n");
}

/** What has blanks or quotes would need more care than a shell gives it. "@last:…" comes when "@" is typed. */
function isOffered(value: string, word: string): boolean {
  return value.startsWith(word) && /^[^\s\p{Cc}"'\\$`]+$/u.test(value) &&
    (!value.startsWith("@last:") || word.startsWith("@"));
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
