/**
 * How a command finds the strategy that the user means: a file here, or a name that the server knows.
 * @module
 */
import { basename, extname } from "@std/path";
import { strategyNamePattern } from "../../lib/contract/strategy.ts";
import { UsageError } from "../../lib/errors.ts";
import {
  checkStrategy,
  type StrategyCheck,
  type StrategyProblem,
} from "../../lib/strategy/check_strategy.ts";
import { declaredName } from "../../lib/contract/declared_name.ts";
import { formatProblem, type ProblemSource } from "../../lib/strategy/format_problems.ts";
import type { Strategy } from "../../lib/strategy/strategy.ts";
import type { Context } from "../program/context.ts";
import { listErrors } from "../program/list_errors.ts";
import { inputLimits, readInputFile } from "../program/read_input_file.ts";

/** A strategy file, read and checked. */
export interface StrategyFile {
  path: string;
  /** Its name: what it calls itself, else the file's name without its ending. */
  name: string;
  /** The file's name without its ending. */
  stem: string;
  text: string;
  check: StrategyCheck;
}

/** Whether the user means a file: it has a slash or ends in .yaml or .yml. */
export function isStrategyPath(reference: string): boolean {
  return /[/\\]|\.ya?ml$/i.test(reference);
}

/** Whether a file holds YAML, by its name. */
export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Reads and checks a strategy file, valid or not. Throws UsageError where there is none. */
export async function readStrategyFile(context: Context, path: string): Promise<StrategyFile> {
  return checkFile(path, await readInputFile(context.host, path, { limit: inputLimits.strategy }));
}

/** Checks the text that a strategy file has, or is to have. */
export function checkFile(path: string, text: string): StrategyFile {
  const stem = basename(path, extname(path));
  return { path, name: declaredName(text) ?? stem, stem, text, check: checkStrategy(text) };
}

/** A file whose warnings are errors. */
export function strictly(file: StrategyFile): StrategyFile {
  const { problems } = file.check;
  if (problems.length === 0) return file;
  const errors = problems.map((problem) => ({ ...problem, severity: "error" as const }));
  return { ...file, check: { ...file.check, strategy: null, problems: errors } };
}

/** The strategy of a file. Throws UsageError with every problem if it is not valid; warnings go to stderr. */
export function requireValid(context: Context, file: StrategyFile): Strategy {
  const { strategy, problems } = file.check;
  if (strategy === null) {
    const { message, details } = describeErrors(file, problems);
    throw new UsageError(message, { details });
  }
  for (const problem of problems) context.printer.warn(formatProblem(problem, file));
  return strategy;
}

/** The errors of a strategy file, with its lines, as what an error says. */
export function describeErrors(source: ProblemSource, problems: readonly StrategyProblem[]) {
  const { errors, count, text } = listErrors(source, problems);
  return { message: `Strategy file '${source.path}' has ${count}\n${text}`, details: { problems: errors } };
}

/** The strategy that an operation is about. */
interface MeantStrategy {
  /** What the user or the file calls it. */
  name: string;
  /** Where the user gave a file: it is valid. */
  file?: StrategyFile & { strategy: Strategy };
}

/** Finds out which strategy the user means, and asks no server for it. Throws UsageError for what cannot be one. */
export async function readStrategy(
  context: Context,
  reference: string,
  { strict = false }: { strict?: boolean | undefined } = {},
): Promise<MeantStrategy> {
  if (!isStrategyPath(reference)) {
    if (strict) {
      throw new UsageError("--strict is for a strategy file", {
        hint: `'ktrdr strategy validate --strict ${reference}' checks a strategy that the server has`,
      });
    }
    return { name: requireName(reference) };
  }
  const read = await readStrategyFile(context, reference);
  const file = strict ? strictly(read) : read;
  const strategy = requireValid(context, file);
  return { name: requireName(file.name), file: { ...file, strategy } };
}

/** A strategy that the server has. */
interface PublishedStrategy {
  /** What the server knows it by. */
  name: string;
  /** The bars that the file names, where the server may know others: such a server may want to be told. */
  bars?: Pick<Strategy, "symbols" | "timeframes">;
}

/**
 * Makes sure that the server has the strategy: a file is sent to a server that takes files; for any other server only
 * the file's name counts, by which it finds its own. Throws ApiError with status 404 where the server does not have the strategy.
 */
export async function publishStrategy(
  context: Context,
  { name, file }: MeantStrategy,
): Promise<PublishedStrategy> {
  if (file === undefined) return { name };
  const client = await context.client();
  if (await client.health.supports("strategy_upload")) {
    await client.strategies.upload({ name, yaml: file.text });
    return { name };
  }
  const stem = requireName(file.stem);
  await client.strategies.validate(stem);
  context.printer.warn(`The server uses its own file of strategy '${stem}', not '${file.path}'`);
  return { name: stem, bars: file.strategy };
}

/** A name that a server can find a strategy by. Throws UsageError for any other. */
export function requireName(name: string): string {
  if (strategyNamePattern.test(name)) return name;
  throw new UsageError(
    `'${name}' is no strategy name, expected letters, digits, - and _, and no device of Windows such as con`,
    {
      hint: "A file is given by its path, such as strategies/rsi_spx.yaml",
    },
  );
}
