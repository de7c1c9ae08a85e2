import type { LocatedMap, LocatedNode } from "../yaml/located_node.ts";
import type { Position } from "../strategy_problem.ts";

/** The grammar that a strategy file is written in. */
export type StrategyVersion = "v3" | "v2" | "v1" | "unknown";

/** A version, and the place in the file that tells it. */
export interface DetectedVersion {
  readonly version: StrategyVersion;
  readonly position: Position;
}

const sectionNames = ["indicators", "fuzzy_sets", "model", "decisions", "training"];

/**
 * Finds out which grammar a file is written in, by its structure: `nn_inputs`, or indicators as a mapping,
 * make v3; else scope, training_data or deployment make v2; else any section of a strategy makes v1.
 * The text of `version` decides only where the structure does not.
 */
export function detectVersion(root: LocatedNode | undefined): DetectedVersion {
  const start = { line: 1, column: 1 };
  if (root?.kind !== "map") return { version: "unknown", position: root?.position ?? start };
  const indicators = root.entries.get("indicators");
  const position = indicators?.keyPosition ?? root.position;
  const saysV3 = indicators === undefined && versionText(root).startsWith("3");
  if (root.entries.has("nn_inputs") || indicators?.value.kind === "map" || saysV3) {
    return { version: "v3", position };
  }
  const isV2 = ["scope", "training_data", "deployment"].some((key) => root.entries.has(key));
  if (isV2) return { version: "v2", position };
  const isV1 = sectionNames.some((key) => root.entries.has(key));
  return { version: isV1 ? "v1" : "unknown", position };
}

function versionText(root: LocatedMap): string {
  const value = root.entries.get("version")?.value;
  return value?.kind === "scalar" ? value.text : "";
}
