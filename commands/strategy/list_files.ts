import { join } from "@std/path";
import { UsageError } from "../../lib/errors.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { isYamlPath, readStrategyFile, type StrategyFile } from "./strategy_reference.ts";
import { countOf } from "./strategy_verdict.ts";

/** `ktrdr strategy list <folder>`: the strategy files of a folder, and whether they are valid. */
export async function listStrategyFiles(context: Context, folder: string): Promise<void> {
  if ((await context.host.files.stat(folder))?.kind !== "folder") {
    throw new UsageError(`There is no folder '${folder}'`, {
      hint: "'ktrdr list strategies' lists the strategies that the server has",
    });
  }
  const names = (await context.host.files.list(folder)).filter(isYamlPath);
  const files = await Promise.all(names.map((name) => readStrategyFile(context, join(folder, name))));
  const rows = files.map(toRow);
  context.printer.result(
    rows,
    (style) => rows.length === 0 ? `No strategy files in ${folder}` : renderFiles(rows, { context, style }),
    { keys: rowKeys },
  );
}

const rowKeys: readonly (keyof ReturnType<typeof toRow>)[] = [
  "name",
  "file",
  "valid",
  "version",
  "errors",
  "scope",
  "symbols",
  "timeframes",
  "description",
];

function toRow({ path, name, check }: StrategyFile) {
  const { strategy, problems, version } = check;
  return {
    name: strategy?.name ?? name,
    file: path,
    valid: strategy !== null,
    version: strategy?.version ?? version,
    errors: problems.filter((problem) => problem.severity === "error").length,
    scope: check.scope,
    symbols: strategy?.symbols ?? [],
    timeframes: strategy?.timeframes ?? [],
    description: strategy?.description ?? null,
  };
}

function renderFiles(
  rows: readonly ReturnType<typeof toRow>[],
  { context, style }: { context: Context; style: Style },
): string {
  const isVerbose = context.options.verbose ?? false;
  const titles = [
    "NAME",
    "FILE",
    "STATUS",
    "SYMBOLS",
    "TIMEFRAMES",
    ...(isVerbose ? ["SCOPE"] : []),
    "DESCRIPTION",
  ];
  return renderTable({
    columns: titles.map((title) => ({ title })),
    rows: rows.map((row) => [
      row.name,
      row.file,
      row.valid ? style.green("valid") : style.red(countOf(row.errors, "error")),
      row.symbols.join(" ") || "-",
      row.timeframes.join(" ") || "-",
      ...(isVerbose ? [row.scope ?? "-"] : []),
      row.description ?? "",
    ]),
    style,
    maxWidth: context.width,
  });
}
