import type { Repair, Steps } from "./repair.ts";
import { suggestOnly } from "../suggest_name.ts";

/** What is known of a key that has no meaning. */
interface UnknownKey {
  readonly at: Steps;
  /** The keys that it may have meant. */
  readonly candidates: readonly string[];
  /** Other names of keys. */
  readonly oldWords?: Readonly<Record<string, string>> | undefined;
  /** Whether it is to be removed where it seems to mean nothing. */
  readonly removes?: boolean | undefined;
  /** Whether a key is not written yet, and the value is right for it. */
  isFree(key: string): boolean;
}

/** The change of a key that has no meaning: another name for it, or none at all. */
export function repairKey(
  key: string,
  { at, candidates, oldWords = {}, removes = false, isFree }: UnknownKey,
): Repair | undefined {
  const known = Object.hasOwn(oldWords, key) ? oldWords[key] : undefined;
  if (known !== undefined && isFree(known)) return { kind: "rename", at, to: known };
  const meant = suggestOnly(key, candidates.filter((name) => isFree(name)));
  if (meant !== undefined) return { kind: "rename", at, to: meant, isGuess: true };
  return removes ? { kind: "remove", at } : undefined;
}
