/**
 * A folder of strategy files that somebody else keeps, as it is at the moment: every question looks into it again.
 * @module
 */
import { join } from "@std/path";
import { strategyNamePattern } from "../../contract/strategy.ts";
import { KtrdrError, UsageError } from "../../errors.ts";
import { listFolder, readInside } from "./files.ts";
import { checkStrategyName } from "./names.ts";

/** The earlier one counts where a name has both. */
const extensions = [".yaml", ".yml"] as const;

/** Strategy files of a folder. */
interface StrategyFolder {
  readonly path: string;
  /** The names of the files, sorted; none where the folder is gone. */
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
  const fileOf = (name: string): string | null => {
    checkStrategyName(name);
    const files = listFolder(path);
    const extension = extensions.find((one) => files.includes(name + one));
    return extension === undefined ? null : join(path, name + extension);
  };
  return {
    path,
    fileOf,
    list: () => [...new Set(listFolder(path).flatMap(toName))].sort(),
    read: (name) => {
      const file = fileOf(name);
      return file === null ? null : readServed(file, { folder: path, limit });
    },
  };
}

function toName(file: string): string[] {
  const extension = extensions.find((one) => file.endsWith(one));
  const name = extension === undefined ? "" : file.slice(0, -extension.length);
  return strategyNamePattern.test(name) ? [name] : [];
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
