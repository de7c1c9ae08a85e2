import { strategyNamePattern } from "./strategy.ts";

/** A key at the left edge, and its value up to a comment, in quotes or not. */
const nameLine = /^name[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#][^\n#]*?))[ \t]*(?:#[^\n]*)?\r?$/m;

/** The name that the text of a strategy gives itself; null where it gives none that a strategy can have. */
export function declaredName(text: string): string | null {
  const found = nameLine.exec(text);
  const name = found?.[1] ?? found?.[2] ?? found?.[3] ?? "";
  return strategyNamePattern.test(name) ? name : null;
}
