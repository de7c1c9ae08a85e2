import { type StrategyProblem, toPlainText } from "./strategy_problem.ts";

/** The file that a problem was found in. */
export interface ProblemSource {
  /** The name to show. */
  path: string;
  /** The whole text that was checked. */
  text: string;
}

const widest = 160;

/**
 * A problem for a reader: `file:line:column: error: message`, the line of the file, a caret under the place,
 * and the hint if there is one. Several lines, without a final newline, and without control characters.
 */
export function formatProblem(problem: StrategyProblem, source: ProblemSource): string {
  const { line, column, severity, message, hint } = problem;
  const lines = [`${toPlainText(source.path)}:${line}:${column}: ${severity}: ${message}`];
  const written = lineOf(source.text, line);
  if (written.trim() !== "") {
    const { shown, caret } = cutAround(written, column - 1);
    const gutter = String(line);
    lines.push(`  ${gutter} | ${shown}`, `  ${" ".repeat(gutter.length)} | ${" ".repeat(caret)}^`);
  }
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  return lines.join("\n");
}

function lineOf(text: string, line: number): string {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return "";
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
}

/** A long line is cut so that the place of the problem stays in sight. */
function cutAround(written: string, offset: number): { shown: string; caret: number } {
  // One character for one, so that the caret stays under its place.
  const plain = written.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  if (plain.length <= widest) return { shown: plain, caret: offset };
  const start = Math.max(0, Math.min(offset - widest / 2, plain.length - widest));
  const end = start + widest;
  const shown = `${start > 0 ? "…" : ""}${plain.slice(start, end)}${end < plain.length ? "…" : ""}`;
  return { shown, caret: offset - start + (start > 0 ? 1 : 0) };
}
