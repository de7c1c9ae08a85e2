import { sanitizeText } from "../../lib/output/text.ts";
import type { Context } from "../context.ts";
import type { Candidate, Completion } from "./find_completion.ts";
import { listLiveValues } from "./live_values.ts";

/** How the answer is to be written. */
export interface CompleteOptions {
  /** Where bash splits words; undefined for a shell that takes whole words, each with a few words on it. */
  wordBreaks: string | undefined;
}

/** `ktrdr complete`: the words that may stand at the cursor, a line each. */
export async function completeWord(
  context: Context,
  completion: Completion,
  { wordBreaks }: CompleteOptions,
): Promise<void> {
  const { candidates, takesFiles, live, prefix, word } = completion;
  const isPath = takesFiles && /[/\\]/.test(word);
  const listed = live === undefined || isPath ? [] : await listLiveValues(context, live);
  const values = listed.map(({ value, description }) => ({ value: prefix + value, description }));
  const fitting = [...candidates, ...values.filter(({ value }) => isOffered(value, word))];
  const lines = fitting.map((candidate) => toLine(candidate, { word, wordBreaks }));
  context.printer.result(null, () => [...takesFiles ? [":files"] : [], ...new Set(lines)].join("\n"));
}

/** What has blanks or quotes would need more care than a shell gives it. "@last:…" comes when "@" is typed. */
function isOffered(value: string, word: string): boolean {
  return value.startsWith(word) && /^[^\s\p{Cc}"'\\$`]+$/u.test(value) &&
    (!value.startsWith("@last:") || word.startsWith("@"));
}

function toLine(
  { value, description }: Candidate,
  { word, wordBreaks }: CompleteOptions & { word: string },
): string {
  if (wordBreaks !== undefined) return value.slice(typedBefore(word, wordBreaks));
  const text = sanitizeText(description).trim();
  return text === "" ? value : `${value}\t${text}`;
}

/** How much of the word stands before the last place where bash splits it. */
function typedBefore(word: string, wordBreaks: string): number {
  const breaks = [":", "=", "@"].filter((character) => wordBreaks.includes(character));
  return Math.max(0, ...breaks.map((character) => word.lastIndexOf(character) + 1));
}
