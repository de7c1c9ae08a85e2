import { strategyNamePattern } from "./strategy.ts";

/** The name that the text of a strategy gives itself; null where it gives none that a strategy can have. */
export function declaredName(text: string): string | null {
  const value = /^name[ \t]*:([^\n]*)/m.exec(text)?.[1].trim() ?? "";
  const quote = value.startsWith('"') || value.startsWith("'") ? value[0] : undefined;
  const name = quote === undefined ? value.split("#", 1)[0].trim() : value.slice(1).split(quote, 1)[0];
  return strategyNamePattern.test(name) ? name : null;
}
