/**
 * What the files of the program may export.
 * @module
 */
import { resolveImport } from "./import_rules.ts";
import { readExports, readImports } from "./read_imports.ts";
import type { SourceFile } from "./read_sources.ts";

/** What users of the library import. */
const entries = ["mod.ts", "lib/engine/mod.ts"];

/**
 * The exports of the program that no file imports, as `path: what`: those of the library's entries are for others, and so
 * are those of the files that they hand on as a whole.
 */
export function findUnusedExports(files: readonly SourceFile[]): string[] {
  const imports = files.flatMap(readImports);
  const used = new Map<string, Set<string>>();
  const open = new Set(entries);
  for (const entry of imports) {
    const target = resolveImport(entry);
    if (target === undefined) continue;
    if (entry.names === "all") open.add(target);
    else used.set(target, new Set([...used.get(target) ?? [], ...entry.names]));
  }
  return files.filter(({ path }) => isProgram(path) && !open.has(path)).flatMap((file) =>
    readExports(file).filter((name) => !used.get(file.path)?.has(name)).map((name) =>
      `${file.path}: nobody imports "${name}": leave out "export", or the whole of it where the file does not need it`
    )
  );
}

/** The files of the program that export one thing and are not named after it, as `path: what`. */
export function findStrangeNames(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => isProgram(path) && !path.endsWith("/mod.ts")).flatMap((file) => {
    const [name, ...others] = readExports(file);
    if (name === undefined || others.length > 0) return [];
    const words = /([^/]*)\.ts$/.exec(file.path)?.[1].split("_") ?? [];
    const isNamed = words.some((word) => name.toLowerCase().includes(word.slice(0, stem)));
    return isNamed ? [] : [`${file.path}: exports ${name}: name the file after it`];
  });
}

/** So many letters tell a word: "statistics" is in `showStats`. */
const stem = 4;

function isProgram(path: string): boolean {
  return path === "cli.ts" || path.startsWith("commands/") || path.startsWith("lib/");
}
