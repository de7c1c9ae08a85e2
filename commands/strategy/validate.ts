import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import type { StrategyValidation } from "../../lib/contract/strategy.ts";
import { formatProblem } from "../../lib/strategy/format_problems.ts";
import type { Context } from "../program/context.ts";
import { problemsToShow } from "../program/list_errors.ts";
import { isStrategyPath, readStrategyFile, requireName, strictly } from "./strategy_reference.ts";
import { judgeStrategy, summarizeVerdict } from "./strategy_verdict.ts";

/** What `strategy validate` takes. */
interface ValidateOptions {
  /** Whether a warning makes a strategy invalid. */
  strict?: boolean | undefined;
}

/** `ktrdr strategy validate`: every problem of a strategy, of a file here or of one that the server has. */
export async function validateStrategy(
  context: Context,
  reference: string,
  { strict = false }: ValidateOptions,
): Promise<ExitCodeValue> {
  return isStrategyPath(reference)
    ? await validateFile(context, { path: reference, strict })
    : await validateOnServer(context, { name: requireName(reference), strict });
}

async function validateFile(
  context: Context,
  { path, strict }: { path: string; strict: boolean },
): Promise<ExitCodeValue> {
  const read = await readStrategyFile(context, path);
  const file = strict ? strictly(read) : read;
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

async function validateOnServer(
  context: Context,
  { name, strict }: { name: string; strict: boolean },
): Promise<ExitCodeValue> {
  const client = await context.client();
  const answer = await client.strategies.validate(name);
  const validation = strict && answer.issues.length > 0
    ? {
      ...answer,
      valid: false,
      issues: answer.issues.map((issue) => ({ ...issue, severity: "error" as const })),
    }
    : answer;
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
