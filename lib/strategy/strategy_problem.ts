import { describeRepair, type Repair } from "./repairs/repair.ts";

/** The part of a strategy file that a problem is about. */
export type ProblemCategory =
  | "structure"
  | "indicators"
  | "fuzzy_sets"
  | "nn_inputs"
  | "model"
  | "decisions"
  | "training"
  | "validation";

/** A place in a text, both counted from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong, or suspect, in a strategy file. */
export interface StrategyProblem {
  /** An error makes the strategy unusable, a warning does not. */
  severity: "error" | "warning";
  category: ProblemCategory;
  /** A sentence without a final period. */
  message: string;
  /** The way out, as a sentence without a final period. */
  hint?: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Where in the structure, such as `indicators.rsi_14.period` or `nn_inputs[0].timeframes`. */
  path: string;
}

/** The finding of a problem, before it has a place in the file. */
interface Finding {
  readonly severity: "error" | "warning";
  readonly category: ProblemCategory;
  readonly path: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The change that mends it; the hint says it in words unless there is another one. */
  readonly repair?: Repair | undefined;
}

/** A repair, and how bad what it mends is. */
export interface ProposedRepair {
  readonly severity: "error" | "warning";
  readonly repair: Repair;
}

/** The longest message, in UTF-16 units: a YAML parser's may hold a whole file. */
const longestText = 1_000;

/** Collects the problems of one file. */
export class ProblemList {
  readonly #problems: StrategyProblem[] = [];
  /** The changes that mend problems, in the order in which those were found. */
  readonly repairs: ProposedRepair[] = [];

  /** Notes a problem at a place. Names out of the file lose their control characters, and their end if they are long. */
  add(position: Position, finding: Finding): void {
    const { severity, category, repair } = finding;
    const hint = finding.hint ?? (repair && describeRepair(repair));
    if (repair !== undefined) this.repairs.push({ severity, repair });
    this.#problems.push({
      severity,
      category,
      message: cut(toPlainText(finding.message)),
      ...(hint === undefined ? {} : { hint: cut(toPlainText(hint)) }),
      line: position.line,
      column: position.column,
      path: cut(toPlainText(finding.path)),
    });
  }

  /** Whether any problem is an error. */
  get hasErrors(): boolean {
    return this.#problems.some((problem) => problem.severity === "error");
  }

  /** The problems in the order of the file. */
  sorted(): StrategyProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** A text on one line that cannot steer a terminal: each run of control characters becomes a space. */
export function toPlainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
