/**
 * How a model is named.
 * @module
 */
import { join, relative, resolve } from "@std/path";
import { listFolder } from "../files.ts";

/** `<strategy>/<timeframe>_v<N>`, with these three as groups. */
export const modelIdPattern = /^([A-Za-z0-9][A-Za-z0-9_-]*)\/([A-Za-z0-9]+)_v([0-9]+)$/;

const strategyPattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const versionPattern = /^([A-Za-z0-9]+)_(?:v([0-9]+)|latest)$/;
/** What KTRDR calls the files of a model; a trailing slash leaves an empty name. */
const filesOfModels: readonly string[] = ["", "model.pt", "model.json"];

/**
 * The id that is meant by an id, a folder of the home, or what KTRDR's own command line takes: `my/1d_latest`,
 * `my/1d_v1/model.pt`, `/app/models/my/1d_v1`. Null for anything else.
 */
export function idOfModelName(home: string, name: string): string | null {
  const parts = name.trim().replaceAll("\\", "/").split("/");
  if (filesOfModels.includes(parts[parts.length - 1])) parts.pop();
  const [strategy = "", folder = ""] = parts.splice(-2);
  const [, timeframe, version] = versionPattern.exec(folder) ?? [];
  if (timeframe === undefined || !strategyPattern.test(strategy)) return null;
  const root = join(home, "models");
  // Folders of models elsewhere are those of a KTRDR installation, whose models are known here by the same name.
  const isHere = parts.length === 0 || relative(root, resolve(home, parts.join("/") || "/")) === "";
  if (!isHere && parts[parts.length - 1] !== "models") return null;
  const known = version ?? newestVersion(join(root, strategy), timeframe);
  return known === undefined ? null : `${strategy}/${timeframe}_v${known}`;
}

/** The highest version of a timeframe in a strategy's folder. */
function newestVersion(folder: string, timeframe: string): string | undefined {
  const prefix = `${timeframe}_v`;
  return listFolder(folder).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
    .filter((version) => /^[0-9]+$/.test(version))
    .toSorted((left, right) => Number(right) - Number(left))[0];
}
