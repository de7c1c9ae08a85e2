/**
 * Files of fuzzy sets that the user names.
 * @module
 */
import { UsageError } from "../../lib/errors.ts";
import {
  checkFuzzyConfig,
  type ConfiguredFuzzySet,
  type FuzzyConfigCheck,
} from "../../lib/strategy/fuzzy_config/check_fuzzy_config.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import type { StrategyProblem } from "../../lib/strategy/strategy_problem.ts";
import type { Context } from "../program/context.ts";
import { listErrors } from "../program/list_errors.ts";
import { inputLimits, readInputFile } from "../program/read_input_file.ts";

/** A file of fuzzy sets, read and checked. */
interface FuzzyConfigFile {
  path: string;
  text: string;
  check: FuzzyConfigCheck;
}

/** Reads and checks a file of fuzzy sets, valid or not. Throws UsageError where there is none. */
export async function readFuzzyConfig(context: Context, path: string): Promise<FuzzyConfigFile> {
  const text = await readInputFile(context.host, path, { limit: inputLimits.strategy });
  return { path, text, check: checkFuzzyConfig(text) };
}

/** The fuzzy sets of a file. Throws UsageError with every problem if it is not valid; warnings go to stderr. */
export function requireFuzzySets(context: Context, file: FuzzyConfigFile): readonly ConfiguredFuzzySet[] {
  const { sets, problems } = file.check;
  if (sets === null) throw refuseFuzzyConfig(file, problems);
  for (const problem of problems) context.printer.warn(formatProblem(problem, file));
  return sets;
}

/** The error that names every problem of a file. */
export function refuseFuzzyConfig(
  file: Pick<FuzzyConfigFile, "path" | "text">,
  problems: readonly StrategyProblem[],
): UsageError {
  const { errors, count, text } = listErrors(file, problems);
  return new UsageError(`The fuzzy sets of '${file.path}' have ${count}\n${text}`, {
    details: { problems: errors },
  });
}
