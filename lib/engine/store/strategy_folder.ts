/**
 * A folder of strategy files that somebody else keeps, as it is at the moment: every question looks into it again.
 * @module
 */
import { join } from "@std/path";
import { strategyNamePattern } from "../../contract/strategy.ts";
import { KtrdrError, UsageError } from "../../errors.ts";
import { declaredName } from "../../contract/declared_name.ts";
import { listFolder, readInside, stampFile } from "./files.ts";
import { checkStrategyName } from "./names.ts";

/** The earlier one counts where a name has both. */
const extensions = [".yaml", ".yml"] as const;

/** Strategy files of a folder. */
interface StrategyFolder {
  readonly path: string;
  /**
   * The names of the strategies, sorted; none where the folder is gone. A strategy has the name that its text gives it,
   * unless another file is called so; one without a name has that of its file.
   */
  list(): readonly string[];
  /** The path of the file of that name, readable or not; null where there is none. */
  fileOf(name: string): string | null;
  /**
   * The text of a file; null where there is none. Throws UsageError, naming the file, for one that cannot be read: no
   * file, too long, without permission, or a link that leads out of the folder.
   */
  read(name: string): string | null;
}

/** The strategy files of a folder, each of at most `limit` bytes. */
export function createStrategyFolder(path: string, { limit }: { readonly limit: number }): StrategyFolder {
  const known = new Map<string, NamedFile>();
  const nameOf = (file: string): string | null => {
    const stamp = stampOf(file);
    if (stamp === null) return null;
    const before = known.get(file);
    if (before?.stamp === stamp) return before.name;
    const name = readName(file, { folder: path, limit });
    known.set(file, { stamp, name });
    return name;
  };
  const byName = () => nameFiles(path, nameOf);
  const fileOf = (name: string): string | null => {
    checkStrategyName(name);
    return byName().get(name) ?? null;
  };
  return {
    path,
    fileOf,
    list: () => [...byName().keys()].sort(),
    read: (name) => {
      const file = fileOf(name);
      return file === null ? null : readServed(file, { folder: path, limit });
    },
  };
}

/** The name in a file, and what the file was like when it was read. */
interface NamedFile {
  readonly stamp: string;
  readonly name: string | null;
}

/** The files of a folder by the names of their strategies. */
function nameFiles(folder: string, nameOf: (file: string) => string | null): ReadonlyMap<string, string> {
  const files = listStems(folder).map(({ stem, file }) => ({ stem, file, name: nameOf(file) ?? stem }));
  const named = new Map<string, string>();
  for (const { name, stem, file } of files) if (name === stem) named.set(name, file);
  for (const { name, stem, file } of files) {
    const free = [name, stem].find((one) => !named.has(one));
    if (free !== undefined && name !== stem) named.set(free, file);
  }
  return named;
}

/** The strategy files of a folder and their names without the endings. */
function listStems(folder: string): { stem: string; file: string }[] {
  const found = new Map<string, string>();
  const files = listFolder(folder).toSorted();
  for (const extension of extensions) {
    for (const file of files) {
      const stem = file.endsWith(extension) ? file.slice(0, -extension.length) : "";
      if (strategyNamePattern.test(stem) && !found.has(stem)) found.set(stem, join(folder, file));
    }
  }
  return [...found].map(([stem, file]) => ({ stem, file }));
}

/** Null for what is gone, or leads nowhere. */
function stampOf(file: string): string | null {
  try {
    return stampFile(file);
  } catch (error) {
    if (error instanceof KtrdrError) return null;
    throw error;
  }
}

/** The name that the text of a file gives it; null where there is none, or the file cannot be read. */
function readName(file: string, options: { readonly folder: string; readonly limit: number }): string | null {
  try {
    return declaredName(readServed(file, options) ?? "");
  } catch (error) {
    if (error instanceof KtrdrError) return null;
    throw error;
  }
}

function readServed(
  file: string,
  options: { readonly folder: string; readonly limit: number },
): string | null {
  try {
    const bytes = readInside(file, options);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  } catch (error) {
    if (!(error instanceof KtrdrError)) throw error;
    throw new UsageError(error.message, {
      hint: "Correct the file, or take it out of the folder",
      cause: error,
    });
  }
}
