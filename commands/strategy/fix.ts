import { ExitCode, type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { type DiffLine, diffLines } from "../../lib/output/diff_lines.ts";
import type { Style } from "../../lib/output/style.ts";
import { repairStrategy } from "../../lib/strategy/repairs/repair_strategy.ts";
import { toPlainText } from "../../lib/strategy/strategy_problem.ts";
import type { Context } from "../program/context.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { checkFile, readStrategyFile } from "./strategy_reference.ts";
import { countOf, judgeStrategy, listProblems, summarizeVerdict } from "./strategy_verdict.ts";

/** What `strategy fix` takes. */
interface FixOptions {
  /** Whether the file is replaced. */
  write?: boolean | undefined;
}

/**
 * `ktrdr strategy fix`: makes the repairs that the messages on a strategy file propose, and shows the difference. Exits
 * with 1 where errors are left. Throws UsageError for a file that is not one of version 3.
 */
export async function fixStrategy(
  context: Context,
  path: string,
  { write = false }: FixOptions,
): Promise<ExitCodeValue> {
  if (write && path === "-") {
    throw new UsageError("A strategy from stdin cannot be replaced", { hint: "Leave --write out" });
  }
  const { text, check } = await readStrategyFile(context, path);
  if (check.version === "v1" || check.version === "v2") {
    const hint = `'ktrdr migrate ${path}' writes it in version 3, and makes repairs`;
    throw new UsageError(`'${path}' is a ${check.version} strategy`, { hint });
  }
  const repaired = repairStrategy(text);
  const diff = diffLines(text, repaired.text);
  const written = write && diff.length > 0;
  if (written) await writeOutputFile(context.host, { path, text: repaired.text });
  const verdict = judgeStrategy(checkFile(path, repaired.text));
  const value = {
    status: diff.length === 0 ? "unchanged" : "repaired",
    written,
    repairs: repaired.repairs.length,
    diff: diff.map(writeLine),
    text: repaired.text,
    ...verdict,
  };
  context.printer.result(value, (style) =>
    [
      ...diff.map((line) => colour(line, style)),
      ...(diff.length === 0 ? ["There is nothing to repair"] : [describe(value)]),
      ...listProblems(verdict.problems, path),
      `${verdict.valid ? style.green("✓") : style.red("✗")} ${path}: ${summarizeVerdict(verdict)}`,
    ].join("\n"));
  return verdict.valid ? ExitCode.ok : ExitCode.failure;
}

function describe({ written, repairs }: { written: boolean; repairs: number }): string {
  return `${countOf(repairs, "repair")}${written ? ", written" : ": nothing is written without --write"}`;
}

function colour(line: DiffLine, style: Style): string {
  const text = writeLine(line);
  if (line.kind === "removed") return style.red(text);
  return line.kind === "added" ? style.green(text) : style.dim(text);
}

const marks = { same: " ", removed: "-", added: "+", gap: "…" } as const;

/** A line as of `diff`, without what could steer a terminal. */
function writeLine({ kind, text }: DiffLine): string {
  return marks[kind] + toPlainText(text);
}
