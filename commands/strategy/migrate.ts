import { basename, dirname, extname, join } from "@std/path";
import { ExitCode, type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { describeMigration, type FileMigration, migrateFile } from "./migrate_file.ts";
import { isYamlPath } from "./strategy_reference.ts";
import { verdictKeys } from "./strategy_verdict.ts";

/** What `migrate` takes. */
interface MigrateOptions {
  output?: string | undefined;
  force?: true | undefined;
}

/** `ktrdr migrate`: writes a strategy file in version 3 beside itself. */
export async function migrateBeside(context: Context, input: string, options: MigrateOptions): Promise<void> {
  const output = options.output ?? besideOf(input);
  const request = { input, output, replaces: options.output !== undefined, force: options.force };
  const migration = await migrateFile(context, request);
  context.printer.result(migration, () => describeMigration(migration, { dryRun: false }).join("\n"));
}

/** `rsi.yaml` becomes `rsi_v3.yaml`. */
function besideOf(input: string): string {
  if (input === "-") {
    throw new UsageError("A strategy from stdin has no place of its own", { hint: "Give --output" });
  }
  const ending = extname(input);
  return join(dirname(input), `${basename(input, ending)}_v3${ending}`);
}

/** What `strategy migrate` takes. */
interface MigrateStrategiesOptions extends MigrateOptions {
  backup?: true | undefined;
  dryRun?: true | undefined;
}

/** `ktrdr strategy migrate`: writes a strategy file, or all of them below a folder, in version 3, in place. */
export async function migrateStrategies(
  context: Context,
  path: string,
  options: MigrateStrategiesOptions,
): Promise<ExitCodeValue> {
  const { output, backup, force, dryRun = false } = options;
  if (path === "-") {
    throw new UsageError("A strategy from stdin cannot be replaced", { hint: "Use 'ktrdr migrate -'" });
  }
  if (backup && output !== undefined) {
    context.printer.warn("--backup has no effect with --output: the input stays as it is");
  }
  const names = await context.host.files.listBelow(path);
  const pairs = names === null
    ? [{ input: path, output: output ?? path }]
    : names.filter(isYamlPath).map((name) => ({
      input: join(path, name),
      output: join(output ?? path, name),
    }));
  const files: (FileMigration | FailedFile)[] = [];
  for (const pair of pairs) {
    const migrating = migrateFile(context, { ...pair, replaces: true, backup, force, dryRun });
    // The only file there is fails the command; among several the others are not held up.
    files.push(await (names === null ? migrating : migrating.catch((error) => asFailed(pair.input, error))));
  }
  const count = (status: string) => files.filter((file) => file.status === status).length;
  const counts = { migrated: count("migrated"), skipped: count("skipped"), failed: count("failed") };
  const report = { dry_run: dryRun, ...counts, files };
  context.printer.result(report, () => renderReport(report, path), { rows: files, keys: rowKeys });
  return counts.failed > 0 ? ExitCode.failure : ExitCode.ok;
}

const rowKeys = [
  "status",
  "input",
  "output",
  "replaced",
  "backup",
  "losses",
  ...verdictKeys,
  "reason",
  "message",
];

/** A file that was left as it is, for a reason. */
interface FailedFile {
  status: "failed";
  input: string;
  message: string;
}

function asFailed(input: string, error: unknown): FailedFile {
  if (!(error instanceof UsageError)) throw error;
  return { status: "failed", input, message: [error.message, error.hint].filter(Boolean).join("\n") };
}

/** What became of one file or of several. */
interface MigrationReport {
  dry_run: boolean;
  migrated: number;
  skipped: number;
  failed: number;
  files: readonly (FileMigration | FailedFile)[];
}

function renderReport(report: MigrationReport, path: string): string {
  const { dry_run: dryRun, migrated, skipped, failed, files } = report;
  if (files.length === 0) return `No strategy files in ${path}`;
  const lines = files.flatMap((file) =>
    file.status === "failed"
      ? [`Failed: ${file.message.replaceAll("\n", "\n  ")}`]
      : describeMigration(file, { dryRun })
  );
  if (files.length > 1) lines.push(`${migrated} migrated, ${skipped} skipped, ${failed} failed`);
  if (dryRun) lines.push("Dry run: nothing was written");
  return lines.join("\n");
}
