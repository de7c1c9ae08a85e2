import { formatProblem, type ProblemSource } from "../../lib/strategy/format_problems.ts";
import type { StrategyProblem } from "../../lib/strategy/strategy_problem.ts";

/** The errors among the problems of a file. */
interface ListedErrors {
  errors: StrategyProblem[];
  /** "an error", "2 errors". */
  count: string;
  /** One after the other, with the lines of the file. */
  text: string;
}

/** Lists the errors of a file, for people and for programs. */
export function listErrors(source: ProblemSource, problems: readonly StrategyProblem[]): ListedErrors {
  const errors = problems.filter(({ severity }) => severity === "error");
  return {
    errors,
    count: errors.length === 1 ? "an error" : `${errors.length} errors`,
    text: errors.map((problem) => formatProblem(problem, source)).join("\n"),
  };
}

/** What is shown of the problems of a file: with --quiet the errors only. */
export function problemsToShow<Problem extends { severity: string }>(
  problems: readonly Problem[],
  { quiet = false }: { quiet?: boolean | undefined },
): Problem[] {
  return problems.filter(({ severity }) => !quiet || severity === "error");
}
