/** The words of a command line: blanks part them, what is in single quotes is one, even with nothing in it. */
export function lineWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}
