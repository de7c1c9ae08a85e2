/**
 * Strategy files: `<home>/strategies/<name>.yaml`.
 * @module
 */
import { join } from "@std/path";
import { strategyNamePattern } from "../../contract/strategy.ts";
import { listFolder, readText, replaceFile } from "./files.ts";
import { checkStrategyName } from "./names.ts";
import type { ProcessLock } from "./processes/process_lock.ts";
import { unfinishedPath } from "./processes/unfinished_files.ts";
import type { StrategyStore } from "./store.ts";

const extension = ".yaml";
/** Bytes of more than any strategy has; the check of its text has a limit of its own. */
const longestFile = 1024 * 1024;

/** The strategies of a home; `lock` is that of this process. */
export function createStrategyStore(home: string, lock: ProcessLock): StrategyStore {
  const folder = join(home, "strategies");
  const pathOf = (name: string) => join(folder, checkStrategyName(name) + extension);
  return {
    list: () =>
      listFolder(folder)
        .filter((file) => file.endsWith(extension))
        .map((file) => file.slice(0, -extension.length))
        .filter((name) => strategyNamePattern.test(name))
        .sort(),
    read: (name) => readText(pathOf(name), { limit: longestFile }),
    write: (name, text) => {
      const isNew = !listFolder(folder).includes(name + extension);
      replaceFile(pathOf(name), text, unfinishedPath(home, lock.hold()));
      return isNew;
    },
  };
}
