/** How far a line may have moved. */
const farthest = 40;

/**
 * A rewritten text with the lines of the old one wherever they differ in spaces alone, save those at the start of a line,
 * and with all its blank lines.
 * Both end their lines with `\n`.
 */
export function keepLines(old: string, rewritten: string): string {
  const before = old.split("\n");
  const plain = before.map(withoutSpaces);
  let next = 0;
  return rewritten.split("\n").flatMap((line) => {
    const wanted = withoutSpaces(line);
    const found = plain.slice(next, next + farthest).indexOf(wanted);
    if (found < 0) return line;
    const isBlank = plain.slice(next, next + found).every((skipped) => skipped === "");
    const kept = before.slice(isBlank ? next : next + found, next + found + 1);
    next += found + 1;
    return kept;
  }).join("\n");
}

function withoutSpaces(line: string): string {
  const start = /^ */.exec(line)?.[0] ?? "";
  return start + line.slice(start.length).replaceAll(/[ \t\r]+/g, "");
}
