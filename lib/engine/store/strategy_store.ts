/**
 * Strategy files: `<home>/strategies/<name>.yaml`, and those of a folder that is served.
 * @module
 */
import { join } from "@std/path";
import { strategyNamePattern } from "../../contract/strategy.ts";
import { createStrategyFolder } from "./strategy_folder.ts";
import { listFolder, readText, replaceFile } from "./files.ts";
import { checkStrategyName } from "./names.ts";
import type { ProcessLock } from "./processes/process_lock.ts";
import { unfinishedPath } from "./processes/unfinished_files.ts";
import type { StrategyStore } from "./store.ts";

const extension = ".yaml";
/** Bytes of more than any strategy has; the check of its text has a limit of its own. */
const longestFile = 1024 * 1024;

/** Where strategies are kept. */
interface StrategyStoreOptions {
  readonly home: string;
  /** That of this process. */
  readonly lock: ProcessLock;
  /** A folder of strategy files that are served as they are. */
  readonly served: string | undefined;
}

/** The strategies of a home and of the folder that is served, if there is one. */
export function createStrategyStore({ home, lock, served: path }: StrategyStoreOptions): StrategyStore {
  const folder = join(home, "strategies");
  const served = path === undefined ? null : createStrategyFolder(path, { limit: longestFile });
  const pathOf = (name: string) => join(folder, checkStrategyName(name) + extension);
  return {
    folder: served?.path ?? null,
    fileOf: (name) => served?.fileOf(name) ?? null,
    list: () => {
      const own = listFolder(folder)
        .filter((file) => file.endsWith(extension))
        .map((file) => file.slice(0, -extension.length))
        .filter((name) => strategyNamePattern.test(name));
      return [...new Set([...own, ...served?.list() ?? []])].sort();
    },
    read: (name) => served?.read(name) ?? readText(pathOf(name), { limit: longestFile }),
    write: (name, text) => {
      const isNew = !listFolder(folder).includes(name + extension);
      replaceFile(pathOf(name), text, unfinishedPath(home, lock.hold()));
      return isNew;
    },
  };
}
