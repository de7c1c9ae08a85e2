import { levenshteinDistance } from "@std/text/levenshtein-distance";

// Bounds the work on a file that is made of wrong names.
const longestName = 40;
const mostCandidates = 100;

/**
 * The candidate that was probably meant by a misspelt name, or undefined if none is near.
 *
 * Case, `_`, `-` and `.` do not count. A name that is a part of only one candidate, as `fast` is of
 * `fast_period`, fits too.
 */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  const plain = simplify(name);
  let best: string | undefined;
  let bestDistance = Math.floor(plain.length / 3) + 1;
  const containing: string[] = [];
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > mostCandidates) break;
    const other = simplify(candidate);
    if (other === plain) return candidate;
    if (Math.abs(other.length - plain.length) < bestDistance) {
      const distance = distanceBetween(plain, other);
      if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
    }
    if (containsWords(candidate, name)) containing.push(candidate);
  }
  return best ?? (containing.length === 1 ? containing[0] : undefined);
}

/** What {@linkcode suggestName} finds, unless another candidate is as near. */
export function suggestOnly(name: string, candidates: readonly string[]): string | undefined {
  const first = suggestName(name, candidates);
  // Of several that are equally near it takes the first.
  return first === suggestName(name, candidates.toReversed()) ? first : undefined;
}

/** The hint for a misspelt name, if anything is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const suggestion = suggestName(name, candidates);
  return suggestion === undefined ? undefined : `Did you mean "${suggestion}"?`;
}

/** The hint for a misspelt name: what was probably meant, else what there is. */
export function suggestionHint(name: string, candidates: readonly string[]): string | undefined {
  return didYouMean(name, candidates) ??
    (candidates.length === 0 ? undefined : `Known: ${listNames(candidates)}`);
}

/** Names separated by commas; a long list is cut. */
export function listNames(names: readonly string[]): string {
  const shown = 40;
  if (names.length <= shown) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
}

/** Letters in another order, the commonest slip, are as near as one wrong letter. */
function distanceBetween(a: string, b: string): number {
  const isReordered = a.length === b.length && sortLetters(a) === sortLetters(b);
  return isReordered ? 1 : levenshteinDistance(a, b);
}

function sortLetters(name: string): string {
  return [...name].sort().join("");
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, "");
}

function containsWords(longer: string, shorter: string): boolean {
  const words = longer.toLowerCase().split(/[\s_.-]+/);
  const wanted = shorter.toLowerCase().split(/[\s_.-]+/);
  if (wanted.length === words.length) return false;
  return wanted.every((word) => words.includes(word)) || words.every((word) => wanted.includes(word));
}
