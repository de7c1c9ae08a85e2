import { formatProblem } from "../../lib/strategy/format_problems.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import type { StrategyProblem } from "../../lib/strategy/strategy_problem.ts";
import type { StrategyFile } from "./strategy_reference.ts";

/** What a check says of a strategy file, for programs. */
export interface StrategyVerdict {
  valid: boolean;
  name: string;
  path: string;
  version: string;
  features_count: number;
  /** The messages of the problems alone. */
  errors: string[];
  warnings: string[];
  problems: readonly StrategyProblem[];
}

/** The keys of a {@linkcode StrategyVerdict}. */
export const verdictKeys: readonly (keyof StrategyVerdict)[] = [
  "valid",
  "name",
  "path",
  "version",
  "features_count",
  "errors",
  "warnings",
  "problems",
];

/** The verdict on a strategy file that was read. */
export function judgeStrategy({ path, name, check }: StrategyFile): StrategyVerdict {
  const { strategy, problems } = check;
  return {
    valid: strategy !== null,
    name: strategy?.name ?? name,
    path,
    version: strategy?.version ?? (check.version === "v3" ? "3.0" : check.version),
    features_count: strategy === null ? 0 : resolveFeatures(strategy).length,
    errors: messagesOf(problems, "error"),
    warnings: messagesOf(problems, "warning"),
    problems,
  };
}

/** "5 features", or of a strategy that is not valid "1 error". */
export function summarizeVerdict({ valid, features_count, errors }: StrategyVerdict): string {
  return valid ? countOf(features_count, "feature") : countOf(errors.length, "error");
}

/** A count with its noun: "1 error", "2 errors". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Problems one below the other, `path:line:column: severity: message` and the hint, without the lines of the file. */
export function listProblems(problems: readonly StrategyProblem[], path: string): string[] {
  return problems.flatMap((problem) => formatProblem(problem, { path, text: "" }).split("\n"));
}

function messagesOf(problems: readonly StrategyProblem[], severity: StrategyProblem["severity"]): string[] {
  return problems.filter((problem) => problem.severity === severity).map(({ message }) => message);
}
