import { join } from "@std/path";
import { ExitCode, type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { formatPercent } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import type { Context } from "../program/context.ts";
import { problemsToShow } from "../program/list_errors.ts";
import { isYamlPath, readStrategyFile } from "./strategy_reference.ts";
import {
  judgeStrategy,
  listProblems,
  type StrategyVerdict,
  summarizeVerdict,
  verdictKeys,
} from "./strategy_verdict.ts";

/** What `strategy validate-all` takes. */
interface ValidateFolderOptions {
  /** Stop at the first file that is not valid. */
  failFast?: true | undefined;
  /** The counts only. */
  summary?: true | undefined;
}

/** `ktrdr strategy validate-all`: checks every strategy file below a folder. */
export async function validateFolder(
  context: Context,
  folder: string,
  options: ValidateFolderOptions,
): Promise<ExitCodeValue> {
  const names = await context.host.files.listBelow(folder);
  if (names === null) throw new UsageError(`There is no folder '${folder}'`);
  const paths = names.filter(isYamlPath).map((name) => join(folder, name));
  const files: StrategyVerdict[] = [];
  for (const path of paths) {
    const verdict = await judgeFile(context, path);
    files.push(verdict);
    if (options.failFast && !verdict.valid) break;
  }
  const report = summarize(files, { folder, total: paths.length });
  context.printer.result(
    report,
    (style) =>
      renderReport(report, {
        style,
        isSummary: options.summary ?? false,
        isQuiet: context.options.quiet ?? false,
      }),
    { rows: files, keys: verdictKeys },
  );
  return report.invalid > 0 ? ExitCode.failure : ExitCode.ok;
}

/** A file that cannot be read is one that is not valid. */
async function judgeFile(context: Context, path: string): Promise<StrategyVerdict> {
  return await readStrategyFile(context, path).then(judgeStrategy, (error) => {
    if (!(error instanceof UsageError)) throw error;
    const errors = [error.message];
    const unknown = { name: path, version: "unknown", features_count: 0, warnings: [], problems: [] };
    return { valid: false, path, errors, ...unknown };
  });
}

/** What became of a folder. */
interface FolderReport {
  folder: string;
  /** How many strategy files there are. */
  total: number;
  /** How many of them were looked at. */
  checked: number;
  valid: number;
  invalid: number;
  /** The share of the valid ones, a fraction; null of no files. */
  success_rate: number | null;
  files: readonly StrategyVerdict[];
}

function summarize(
  files: readonly StrategyVerdict[],
  { folder, total }: { folder: string; total: number },
): FolderReport {
  const checked = files.length;
  const valid = files.filter((file) => file.valid).length;
  const success_rate = checked === 0 ? null : valid / checked;
  return { folder, total, checked, valid, invalid: checked - valid, success_rate, files };
}

interface ReportChoices {
  style: Style;
  /** Whether only the counts are wanted. */
  isSummary: boolean;
  /** Whether warnings are not wanted. */
  isQuiet: boolean;
}

function renderReport(report: FolderReport, { style, isSummary, isQuiet }: ReportChoices): string {
  const { total, checked, valid, invalid } = report;
  if (total === 0) return `No strategy files in ${report.folder}`;
  const lines = isSummary ? [] : report.files.flatMap((file) => describeFile(file, { style, isQuiet }));
  const counts = `${checked} checked: ${valid} valid, ${invalid} not (${
    formatPercent(report.success_rate, 1)
  } valid)`;
  const rest = checked < total ? [`Stopped at the first that is not valid, ${total - checked} left`] : [];
  return [...lines, counts, ...rest].join("\n");
}

function describeFile(file: StrategyVerdict, { style, isQuiet }: Omit<ReportChoices, "isSummary">): string[] {
  const mark = file.valid ? style.green("✓") : style.red("✗");
  const problems = problemsToShow(file.problems, { quiet: isQuiet });
  // Of a file that was not read there is a message, and no place.
  const details = file.problems.length > 0 ? listProblems(problems, file.path) : file.errors;
  return [`${mark} ${file.path}: ${summarizeVerdict(file)}`, ...details.map((line) => `  ${line}`)];
}
