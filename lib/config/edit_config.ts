/**
 * Changes of a configuration file that leave its comments and its order alone.
 * @module
 */
import { isMap, isScalar } from "yaml";
import { UsageError } from "../errors.ts";
import { type ConfigDocument, readConfigDocument } from "./read_config_document.ts";

/** One change. */
interface ConfigEdit {
  /** The place of the value: `["url"]`, or `["profiles", "work", "url"]`. */
  keys: readonly string[];
  /** The new value; undefined takes it away. */
  value: string | number | boolean | undefined;
}

/** What {@linkcode editConfig} changes. */
interface EditConfigOptions {
  /** The file, for errors. */
  path: string;
  edits: readonly ConfigEdit[];
}

/**
 * The text of a configuration file after some changes; the text itself where they change nothing. Throws UsageError,
 * which names file and line, where there is no place for a value.
 */
export function editConfig(text: string, { path, edits }: EditConfigOptions): string {
  const { document } = readConfigDocument(text, path);
  const needed = edits.filter(({ keys, value }) => document.getIn(keys) !== value);
  if (needed.length === 0) return text;
  for (const { keys, value } of needed) {
    if (value === undefined) {
      document.deleteIn(keys);
    } else {
      makeWay(document, { path, keys });
      document.setIn(keys, value);
    }
  }
  try {
    return document.toString({ lineWidth: 0 });
  } catch (cause) {
    throw new UsageError(`${path} cannot be written again as YAML: ${String(cause)}`, { cause });
  }
}

/** Takes away what is empty above a value; anything else that holds no values is in the way. */
function makeWay(
  document: ConfigDocument["document"],
  { path, keys }: { path: string; keys: readonly string[] },
): void {
  for (let depth = 0; depth < keys.length; depth++) {
    const parents = keys.slice(0, depth);
    const node = depth === 0 ? document.contents : document.getIn(parents, true);
    if (node === undefined || node === null || isMap(node)) continue;
    if (!isScalar(node) || node.value !== null) {
      const name = parents.join(".") || "The file";
      throw new UsageError(`${path}: ${name} holds no settings, expected "key: value" lines`);
    }
    if (depth > 0) document.deleteIn(parents);
    else document.contents = null;
  }
}
