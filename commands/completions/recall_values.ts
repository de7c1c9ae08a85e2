import type { Host } from "../../lib/host/host.ts";
import type { Candidate } from "./find_completion.ts";
import { LiveCache } from "./live_cache.ts";
import { cachePathOf, digestQuestion, type Question } from "./question.ts";
import { withWordsFor } from "./words_for_kind.ts";

/** What was listed for the same question a moment ago; undefined where nothing was. Never rejects. */
export async function recallValues(host: Host, question: Question): Promise<Candidate[] | undefined> {
  try {
    const remembered = await new LiveCache(host, cachePathOf(host)).read(
      await digestQuestion(host, question),
    );
    return remembered?.isFresh ? withWordsFor(question.kind, remembered.candidates) : undefined;
  } catch {
    return undefined; // whoever asks will find out why
  }
}
