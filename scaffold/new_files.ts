/**
 * The files of something new: each that is made, and each that learns of it, as it is to be.
 * @module
 */

/** Texts of files by their paths in the project. */
export type Files = ReadonlyMap<string, string>;

/** Reads a file of the project; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

/** What cannot be made, and what was expected. */
export class ScaffoldError extends Error {}

/** The words of a name: "money_flow" and "moneyFlow" have two. Throws ScaffoldError for what is no name. */
export function wordsOf(name: string): string[] {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().split(/[-_]/);
  if (words.every((word) => /^[a-z][a-z0-9]*$/.test(word))) return words;
  throw new ScaffoldError(`"${name}" is no name, expected words of letters and digits such as money_flow`);
}

/** The words as one in the middle of which capitals begin the next one: moneyFlow. */
export function camelCase(words: readonly string[]): string {
  return words[0] + words.slice(1).map(capitalize).join("");
}

/** The words as the name of a class: MoneyFlow. */
export function pascalCase(words: readonly string[]): string {
  return words.map(capitalize).join("");
}

function capitalize(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}

/** The text of a file that is there. Throws ScaffoldError where it is not, with what would be. */
export function requireFile(read: ReadFile, path: string): string {
  const text = read(path);
  if (text !== undefined) return text;
  throw new ScaffoldError(`There is no ${path}`);
}

/** The text with something put before the first place that the pattern finds behind `start`. Throws ScaffoldError for none. */
export function insertBefore(
  text: string,
  place: RegExp,
  { addition, path }: { addition: string; path: string },
): string {
  const index = text.search(place);
  if (index >= 0) return text.slice(0, index) + addition + text.slice(index);
  throw new ScaffoldError(`${path} has no place for it: put in by hand:\n${addition}`);
}
