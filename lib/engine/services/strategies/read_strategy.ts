/**
 * Strategy files, by name, for those who need a sound one.
 * @module
 */
import { strategyNamePattern } from "../../../contract/strategy.ts";
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import type { Strategy } from "../../../strategy/strategy.ts";
import type { StrategyProblem } from "../../../strategy/strategy_problem.ts";
import { suggestName } from "../../../strategy/suggest_name.ts";
import type { Engine } from "../engine.ts";
import { detailError, type ServiceError } from "../service_error.ts";

/** Throws a 400 for a name that is not a file stem. */
export function requireStrategyName(name: string): void {
  if (/[/\\]|\.\./.test(name)) {
    throw detailError(400, "Strategy name must be a file name without directory components");
  }
  if (strategyNamePattern.test(name) && name.length <= 100) return;
  throw detailError(
    400,
    `Strategy name must be 1 to 100 letters, digits, "_" or "-" and begin with a letter or digit, and be no device of Windows, got "${
      name.slice(0, 100)
    }"`,
  );
}

/** The text of a strategy. Throws a 400 for a bad name, and `status` with what there is for an unknown one. */
export function readStrategyText(
  { store }: Engine,
  name: string,
  { status }: { readonly status: number },
): string {
  requireStrategyName(name);
  const text = store.strategies.read(name);
  if (text !== null) return text;
  const known = describeKnown(name, store.strategies.list());
  throw detailError(status, `Strategy file not found: ${name}.yaml${known}. ${describeWays(store, name)}`);
}

/** How a strategy gets here. */
function describeWays({ strategies: { folder } }: Engine["store"], name: string): string {
  const upload = (command: string) => `'ktrdr ${command} ${name}.yaml'`;
  return folder === null
    ? `Upload the file with ${
      upload("model train")
    }, or serve its folder with 'ktrdr serve --strategies <folder>'`
    : `Put the file into "${folder}", or upload it with ${upload("--url <server> model train")}`;
}

/** What may have been meant by the name of an unknown strategy, and what there is, as the end of a sentence. */
export function describeKnown(name: string, known: readonly string[]): string {
  if (known.length === 0) return "; no strategies are stored";
  const suggestion = suggestName(name, known);
  const meant = suggestion === undefined ? "" : `; did you mean "${suggestion}"?`;
  return `${meant} (stored: ${known.join(", ")})`;
}

/** Where a strategy is from. */
interface StrategyOrigin {
  /** The file of a folder that is served; null for one of the home. Default: null. */
  readonly file?: string | null;
}

/** The strategy of a text. Throws a 400 whose message lists every error with line and column. */
export function parseStrategy(text: string, name: string, { file = null }: StrategyOrigin = {}): Strategy {
  const { strategy, problems } = checkStrategy(text);
  const errors = problems.filter((problem) => problem.severity === "error");
  if (strategy !== null && errors.length === 0) return strategy;
  throw invalidStrategy(name, errors, { file });
}

/** A strategy and its text. */
interface ReadStrategy {
  readonly text: string;
  readonly strategy: Strategy;
}

/** A sound strategy, by name. Throws as {@linkcode readStrategyText} and {@linkcode parseStrategy} do. */
export function readStrategy(
  engine: Engine,
  name: string,
  options: { readonly status: number },
): ReadStrategy {
  const text = readStrategyText(engine, name, options);
  return { text, strategy: parseStrategy(text, name, { file: engine.store.strategies.fileOf(name) }) };
}

/** The errors of a strategy file, one a line: `line:column: message`. */
function listProblems(problems: readonly StrategyProblem[]): string {
  return problems
    .map(({ line, column, message, hint }) =>
      `${line}:${column}: ${message}${hint === undefined ? "" : ` (${hint})`}`
    )
    .join("\n");
}

/** The 400 for a strategy with errors. */
export function invalidStrategy(
  name: string,
  errors: readonly StrategyProblem[],
  { file = null }: StrategyOrigin = {},
): ServiceError {
  const place = file === null ? "" : ` ("${file}")`;
  return detailError(400, {
    message: `Strategy "${name}"${place} is not valid:\n${listProblems(errors)}`,
    error_code: "STRATEGY-V3ValidationFailed",
    context: { strategy_name: name },
    details: { problems: errors },
    suggestion: file === null
      ? "Correct the strategy file and upload it again"
      : "Correct the file; it is read again with the next request",
  });
}
