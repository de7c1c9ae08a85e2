/**
 * Small questions to the nodes of a YAML document.
 * @module
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  type Range,
  Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { isMergeKey } from "./located_tree_builder.ts";

/** For a tree that was counted before, aliases written out. */
export const everyAlias = { maxAliasCount: -1 } as const;

/** The entry of a mapping by its key. */
export function findPair(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** The node that an alias stands for; any other node itself. */
export function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** Whether a change of the node would change another one, or miss what comes from another one. */
export function isShared(node: unknown): node is Node {
  return isAlias(node) ||
    (isMap(node) && node.items.some(({ key }) => isScalar(key) && isMergeKey(key)));
}

/** The node without aliases and merge keys, all of it at its place. */
export function writeOut(document: Document, node: Node): Node {
  const plain = document.createNode(node.toJS(document, everyAlias), { aliasDuplicateObjects: false });
  visit(plain, {
    Node(_, part) {
      part.range = node.range ?? null;
    },
  });
  return plain;
}

/** The text of a name; undefined for anything that is none. */
export function textOf(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === "") return undefined;
  return typeof node.value === "string" ? node.value : node.source ?? String(node.value);
}

/** A text at the place of another node. */
export function scalarAt(node: unknown, text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.range = rangeOf(node);
  return scalar;
}

/** Where a node is in the text; null for a new one. */
export function rangeOf(node: unknown): Range | null {
  return isNode(node) ? node.range ?? null : null;
}

/** Where a node starts in the text; 0 for a new one. */
export function offsetOf(node: unknown): number {
  return rangeOf(node)?.[0] ?? 0;
}
