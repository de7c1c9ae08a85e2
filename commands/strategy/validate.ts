import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import type { StrategyValidation } from "../../lib/contract/strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import type { Context } from "../context.ts";
import { isStrategyPath, readStrategyFile, requireName, type StrategyFile } from "./strategy_reference.ts";

/** `ktrdr strategy validate`: every problem of a strategy, of a file here or of one that the server has. */
export async function validateStrategy(context: Context, reference: string): Promise<ExitCodeValue> {
  return isStrategyPath(reference)
    ? await validateFile(context, reference)
    : await validateOnServer(context, requireName(reference));
}

async function validateFile(context: Context, path: string): Promise<ExitCodeValue> {
  const file = await readStrategyFile(context, path);
  const { strategy, problems } = file.check;
  const features = strategy === null ? [] : resolveFeatures(strategy);
  const value = {
    valid: strategy !== null,
    name: strategy?.name ?? file.name,
    path,
    version: strategy?.version ?? file.check.version,
    features_count: features.length,
    errors: problems.filter((problem) => problem.severity === "error").map((problem) => problem.message),
    warnings: problems.filter((problem) => problem.severity === "warning").map((problem) => problem.message),
    problems,
  };
  context.printer.result(value, (style) => {
    const verdict = strategy === null
      ? `${style.red("✗")} ${path} is not valid`
      : `${style.green("✓")} ${path} is valid: ${features.length} features`;
    return [...describeProblems(file), verdict].join("\n");
  });
  return strategy === null ? ExitCode.failure : ExitCode.ok;
}

function describeProblems(file: StrategyFile): string[] {
  return file.check.problems.map((problem) => formatProblem(problem, file) + "\n");
}

async function validateOnServer(context: Context, name: string): Promise<ExitCodeValue> {
  const client = await context.client();
  const validation = await client.strategies.validate(name);
  context.printer.result(validation, (style) => {
    const verdict = validation.valid
      ? `${style.green("✓")} Strategy '${name}' is valid`
      : `${style.red("✗")} Strategy '${name}' is not valid`;
    return [...describeIssues(validation), verdict].join("\n");
  });
  return validation.valid ? ExitCode.ok : ExitCode.failure;
}

function describeIssues(validation: StrategyValidation): string[] {
  return validation.issues.map((issue) => {
    const place = issue.line === undefined ? "" : `${issue.line}:${issue.column ?? 1}: `;
    return `${place}${issue.severity}: ${issue.message}`;
  });
}
