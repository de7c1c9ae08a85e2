import { join } from "@std/path";
import { UsageError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import { migrateStrategy } from "../../lib/strategy/migration/migrate_strategy.ts";
import type { StrategyProblem } from "../../lib/strategy/strategy_problem.ts";
import type { Context } from "../program/context.ts";
import { inputLimits, readInputFile } from "../program/read_input_file.ts";
import { type OutputFile, writeOutputFile } from "../program/write_output_file.ts";
import { checkFile, describeErrors } from "./strategy_reference.ts";
import { judgeStrategy, listProblems, type StrategyVerdict, summarizeVerdict } from "./strategy_verdict.ts";

/** A strategy file to write in version 3. */
interface MigrateFileRequest {
  input: string;
  /** Where it is written; the input itself to replace it. */
  output: string;
  /** Whether another file may be there already, to be replaced. */
  replaces: boolean;
  /** Whether an input that is replaced is kept beside it, with `.bak` at the end. */
  backup?: boolean | undefined;
  /** Whether anything may be replaced, and anything left out. */
  force?: boolean | undefined;
  /** Whether nothing is written. */
  dryRun?: boolean | undefined;
}

/** What became of a strategy file. */
export type FileMigration = SkippedFile | MigratedFile;

/** A file that is in version 3 already. */
interface SkippedFile {
  status: "skipped";
  reason: "already_v3";
  input: string;
}

/** A file that was written in version 3, and the verdict on the result. */
interface MigratedFile extends StrategyVerdict {
  status: "migrated";
  input: string;
  output: string;
  /** Whether another text was in the place of the output. */
  replaced: boolean;
  backup: string | null;
  /** What version 3 has no place for, at its place in the input. */
  losses: readonly StrategyProblem[];
}

/**
 * Writes a strategy file in version 3. Throws UsageError for a file that cannot be read or written or is no strategy,
 * and where something would be lost that the request does not give up.
 */
export async function migrateFile(context: Context, request: MigrateFileRequest): Promise<FileMigration> {
  const { input, output } = request;
  const source = await readInputFile(context.host, input, { limit: inputLimits.strategy });
  const migration = migrateStrategy(source);
  if (migration.status === "current") return { status: "skipped", reason: "already_v3", input };
  if (migration.status === "refused") {
    const { message, details } = describeErrors({ path: input, text: source }, migration.problems);
    throw new UsageError(message, { details });
  }
  const { text, losses } = migration;
  refuseLosses(request, losses);
  const inPlace = isInPlace(request);
  const replaced = !inPlace && await holdsOther(context.host, { path: output, text });
  if (replaced && !request.replaces) refuseReplacing(request, output);
  const backup = request.backup && inPlace ? { path: `${input}.bak`, text: source } : null;
  if (backup !== null && await holdsOther(context.host, backup)) refuseReplacing(request, backup.path);
  if (!request.dryRun) {
    if (backup !== null) await writeOutputFile(context.host, backup);
    await writeOutputFile(context.host, { path: output, text });
  }
  const verdict = judgeStrategy(checkFile(output, text));
  return { status: "migrated", input, output, replaced, backup: backup?.path ?? null, losses, ...verdict };
}

function isInPlace({ input, output }: MigrateFileRequest): boolean {
  return join(input) === join(output);
}

/** Nobody can get back what a file loses that is replaced. */
function refuseLosses(request: MigrateFileRequest, losses: readonly StrategyProblem[]): void {
  if (losses.length === 0 || !isInPlace(request) || request.backup || request.force) return;
  const list = listProblems(losses, request.input).join("\n");
  throw new UsageError(`'${request.input}' would lose indicators\n${list}`, {
    hint: "Keep the old file with 'strategy migrate --backup', or lose them with --force",
  });
}

/** Whether a file is there and has another text. */
async function holdsOther(host: Host, { path, text }: OutputFile): Promise<boolean> {
  if (!await host.files.exists(path)) return false;
  return await readInputFile(host, path, { limit: inputLimits.strategy }) !== text;
}

function refuseReplacing({ force }: MigrateFileRequest, path: string): void {
  if (force) return;
  throw new UsageError(`'${path}' exists and has another content`, { hint: "--force replaces it" });
}

/** What became of a file, in a line, with what is left to mend in lines below it. */
export function describeMigration(file: FileMigration, { dryRun }: { dryRun: boolean }): string[] {
  if (file.status === "skipped") return [`Skipped: ${file.input} (already v3)`];
  const { input, output, losses, problems } = file;
  const verb = dryRun ? "Would migrate" : "Migrated";
  const target = input === output ? input : `${input} -> ${output}`;
  const replaced = file.replaced ? ", replacing another file" : "";
  const backup = file.backup === null ? "" : `, backup ${file.backup}`;
  const state = file.valid ? "valid" : "not valid yet";
  return [
    `${verb}: ${target}${replaced}${backup} (${state}: ${summarizeVerdict(file)})`,
    ...listProblems(losses, input).map((line) => `  ${line}`),
    ...listProblems(problems, output).map((line) => `  ${line}`),
  ];
}
