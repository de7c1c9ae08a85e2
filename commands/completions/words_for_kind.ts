import { operationTypes } from "../../lib/contract/operation_words.ts";
import { timeframeNames } from "../../lib/contract/timeframe.ts";
import type { Candidate } from "./find_completion.ts";
import type { LiveKind } from "./live_kind.ts";

/** What was listed of a kind, and after it what may be said of that kind always. */
export function withWordsFor(kind: LiveKind, listed: readonly Candidate[]): Candidate[] {
  const values = new Set(listed.map(({ value }) => value));
  return [...listed, ...wordsFor(kind).filter(({ value }) => !values.has(value))];
}

function wordsFor(kind: LiveKind): Candidate[] {
  if (kind === "timeframe") return timeframeNames.map((value) => ({ value, description: "" }));
  if (kind === "backtest") return [{ value: "@last", description: "The newest backtest" }];
  if (!kind.endsWith("operation")) return [];
  return [
    { value: "@last", description: "The newest operation" },
    ...operationTypes.map((type) => ({ value: `@last:${type}`, description: `The newest ${type}` })),
  ];
}
