/**
 * Small questions to the nodes of a YAML document.
 * @module
 */
import {
  type Alias,
  type Document,
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

/** The entry of a mapping by its key. */
export function findPair(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** Whether a mapping takes over entries of another one. */
export function hasMergeKey(node: unknown): node is YAMLMap {
  return isMap(node) && node.items.some(({ key }) => isScalar(key) && isMergeKey(key));
}

/** A mapping without merge keys, all of it at its place. It has no aliases. */
export function writeOut(document: Document, map: YAMLMap): Node {
  const plain = document.createNode(map.toJS(document), { aliasDuplicateObjects: false });
  visit(plain, {
    Node(_, part) {
      part.range = map.range ?? null;
    },
  });
  return plain;
}

/** Puts a copy of what it stands for in the place of every alias, and drops the anchors. Every alias must have one. */
export function writeOutAliases(document: Document): void {
  const anchors = new Map<string, Node>();
  visit(document, {
    Alias: (_, alias) => copyFor(alias, anchors.get(alias.source)),
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      delete node.anchor;
    },
  });
}

/** A copy of the target, without its comments, at the place of the alias. */
function copyFor(alias: Alias, target: Node | undefined): Node | undefined {
  const copy = target?.clone();
  if (!isNode(copy)) return undefined;
  visit(copy, {
    Node(_, part) {
      delete part.comment;
      delete part.commentBefore;
      delete part.spaceBefore;
    },
  });
  const { comment, commentBefore, spaceBefore, range } = alias;
  return Object.assign(copy, { comment, commentBefore, spaceBefore, range });
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
