import { join } from "@std/path";
import { UsageError } from "../../lib/errors.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../context.ts";
import { isStrategyPath, readStrategyFile, type StrategyFile } from "./strategy_reference.ts";

/** `ktrdr strategy list <folder>`: the strategy files of a folder, and whether they are valid. */
export async function listStrategyFiles(context: Context, folder: string): Promise<void> {
  if (!await context.host.files.exists(folder)) throw new UsageError(`There is no folder '${folder}'`);
  const names = (await context.host.files.list(folder)).filter(isStrategyPath);
  const files = await Promise.all(names.map((name) => readStrategyFile(context, join(folder, name))));
  const rows = files.map(toRow);
  context.printer.result(
    rows,
    (style) => rows.length === 0 ? `No strategy files in ${folder}` : renderFiles(rows, { context, style }),
  );
}

function toRow({ path, name, check }: StrategyFile) {
  const { strategy, problems, version } = check;
  return {
    name: strategy?.name ?? name,
    file: path,
    valid: strategy !== null,
    version: strategy?.version ?? version,
    errors: problems.filter((problem) => problem.severity === "error").length,
    symbols: strategy?.symbols ?? [],
    timeframes: strategy?.timeframes ?? [],
    description: strategy?.description ?? null,
  };
}

function renderFiles(
  rows: readonly ReturnType<typeof toRow>[],
  { context, style }: { context: Context; style: Style },
): string {
  return renderTable({
    columns: ["NAME", "FILE", "STATUS", "SYMBOLS", "TIMEFRAMES", "DESCRIPTION"].map((title) => ({ title })),
    rows: rows.map((row) => [
      row.name,
      row.file,
      row.valid ? style.green("valid") : style.red(row.errors === 1 ? "1 error" : `${row.errors} errors`),
      row.symbols.join(" ") || "-",
      row.timeframes.join(" ") || "-",
      row.description ?? "",
    ]),
    style,
    maxWidth: context.width,
  });
}
