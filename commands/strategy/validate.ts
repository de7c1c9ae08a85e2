import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import type { StrategyValidation } from "../../lib/contract/strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import type { Context } from "../program/context.ts";
import { problemsToShow } from "../program/list_errors.ts";
import { isStrategyPath, readStrategyFile, requireName } from "./strategy_reference.ts";
import { judgeStrategy, summarizeVerdict } from "./strategy_verdict.ts";

/** `ktrdr strategy validate`: every problem of a strategy, of a file here or of one that the server has. */
export async function validateStrategy(context: Context, reference: string): Promise<ExitCodeValue> {
  return isStrategyPath(reference)
    ? await validateFile(context, reference)
    : await validateOnServer(context, requireName(reference));
}

async function validateFile(context: Context, path: string): Promise<ExitCodeValue> {
  const file = await readStrategyFile(context, path);
  const verdict = judgeStrategy(file);
  context.printer.result(verdict, (style) => {
    const problems = problemsToShow(verdict.problems, context.options);
    const sentence = verdict.valid
      ? `${style.green("✓")} ${path} is valid: ${summarizeVerdict(verdict)}`
      : `${style.red("✗")} ${path} is not valid`;
    return [...problems.map((problem) => formatProblem(problem, file) + "\n"), sentence].join("\n");
  });
  return verdict.valid ? ExitCode.ok : ExitCode.failure;
}

async function validateOnServer(context: Context, name: string): Promise<ExitCodeValue> {
  const client = await context.client();
  const validation = await client.strategies.validate(name);
  context.printer.result(validation, (style) => {
    const verdict = validation.valid
      ? `${style.green("✓")} Strategy '${name}' is valid`
      : `${style.red("✗")} Strategy '${name}' is not valid`;
    return [...describeIssues(problemsToShow(validation.issues, context.options)), verdict].join("\n");
  });
  return validation.valid ? ExitCode.ok : ExitCode.failure;
}

function describeIssues(issues: StrategyValidation["issues"]): string[] {
  return issues.map((issue) => {
    const place = issue.line === undefined ? "" : `${issue.line}:${issue.column ?? 1}: `;
    return `${place}${issue.severity}: ${issue.message}`;
  });
}
