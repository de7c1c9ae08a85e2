import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Scalar } from "yaml";
import {
  type LocatedEntry,
  type LocatedMap,
  type LocatedNode,
  type LocatedScalar,
  quote,
} from "./located_node.ts";
import type { Position, ProblemList } from "../strategy_problem.ts";

/** Where the builder reports to, and how it finds a place. */
interface LocatedTreeBuilderOptions {
  problems: ProblemList;
  /** The place of an offset into the text. */
  locate(offset: number): Position;
}

const deepest = 32;
const mostNodes = 20_000;
const tagPrefix = "tag:yaml.org,2002:";
const plainTags = ["str", "int", "float", "bool", "null", "map", "seq", "timestamp"].map((name) =>
  `${tagPrefix}${name}`
);

/** Turns the nodes of a YAML document into a {@linkcode LocatedNode}, in bounded time and space. */
export class LocatedTreeBuilder {
  readonly #problems: ProblemList;
  readonly #locate: (offset: number) => Position;
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;
  #depth = 0;
  #isTooLarge = false;
  #openAliases = 0;

  constructor(options: LocatedTreeBuilderOptions) {
    this.#problems = options.problems;
    this.#locate = (offset) => options.locate(offset);
  }

  /** Builds the tree below a node. Aliases and merge keys are written out. */
  build(node: unknown): LocatedNode {
    const position = this.#positionOf(node);
    if (this.#isTooLarge) return invalidNode(position);
    if (++this.#nodes > mostNodes || this.#depth > deepest) {
      this.#isTooLarge = true;
      const reason = this.#depth > deepest ? "nested too deeply" : `too large: more than ${mostNodes} values`;
      return this.#refuse(position, { message: `The YAML is ${reason}` });
    }
    this.#depth++;
    const built = isAlias(node) ? this.#buildAlias(node.source, position) : this.#buildNode(node, position);
    this.#depth--;
    return built;
  }

  #buildNode(node: unknown, position: Position): LocatedNode {
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
      return { kind: "scalar", type: "null", value: null, text: "", position };
    }
    if (node.tag !== undefined && !plainTags.includes(node.tag)) {
      return this.#refuse(position, {
        message: `The YAML tag ${quote(node.tag.replace(tagPrefix, "!!"))} has no meaning in a strategy`,
      });
    }
    const built = isScalar(node)
      ? locateScalar(node, position)
      : isMap(node)
      ? this.#buildMap(node.items, position)
      : this.#buildList(node.items, position);
    // Known only from here on, so that an alias inside of its own anchor is an unknown one.
    if (node.anchor !== undefined && this.#openAliases === 0) this.#remember(node.anchor, node);
    return built;
  }

  /** An anchor of the same name that starts inside of the node is the later one, and holds. */
  #remember(anchor: string, node: Node): void {
    const start = node.range?.[0] ?? 0;
    const known = this.#anchors.get(anchor);
    if ((known?.range?.[0] ?? 0) <= start) this.#anchors.set(anchor, node);
  }

  #buildList(items: readonly unknown[], position: Position): LocatedNode {
    return { kind: "list", items: items.map((item) => this.build(item)), position };
  }

  #buildAlias(name: string, position: Position): LocatedNode {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      return this.#refuse(position, { message: `The alias ${quote("*" + name)} has no anchor before it` });
    }
    this.#openAliases++;
    const built = this.build(target);
    this.#openAliases--;
    return { ...built, position };
  }

  #buildMap(pairs: readonly unknown[], position: Position): LocatedMap {
    const entries = new Map<string, LocatedEntry>();
    const merged: LocatedNode[] = [];
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      if (isScalar(pair.key) && isMergeKey(pair.key)) {
        merged.push(this.build(pair.value));
        continue;
      }
      const keyPosition = this.#positionOf(pair.key);
      const key = this.#readKey(pair.key, keyPosition);
      const first = key === undefined ? undefined : entries.get(key);
      if (first !== undefined) this.#refuseDuplicate(first, keyPosition);
      const value = this.#withPosition(this.build(pair.value), { keyPosition, hasNode: pair.value !== null });
      if (key !== undefined && first === undefined) entries.set(key, { key, keyPosition, value });
    }
    for (const source of merged) this.#merge(entries, source);
    return { kind: "map", entries, position };
  }

  /** A value that is not written has the place of its key. */
  #withPosition(value: LocatedNode, place: { keyPosition: Position; hasNode: boolean }): LocatedNode {
    return place.hasNode ? value : { ...value, position: place.keyPosition };
  }

  #readKey(node: unknown, position: Position): string | undefined {
    const key = this.build(node);
    if (key.kind === "scalar" && key.type === "text") return key.text;
    if (key.kind === "scalar" && key.type === "invalid") return undefined;
    const written = key.kind === "scalar" ? ` ${quote(key.text)} is read as ${nameType(key)}` : " is not";
    this.#refuse(position, { message: `A key must be text, but this one${written}`, hint: "Quote the key" });
    return undefined;
  }

  #refuseDuplicate(first: LocatedEntry, position: Position): void {
    const place = `line ${first.keyPosition.line}, column ${first.keyPosition.column}`;
    const message = `Duplicate key ${quote(first.key)}, first written at ${place}`;
    this.#refuse(position, { message, hint: "Keep one of them" });
  }

  #merge(entries: Map<string, LocatedEntry>, source: LocatedNode): void {
    for (const node of source.kind === "list" ? source.items : [source]) {
      if (node.kind === "map") {
        for (const entry of node.entries.values()) if (!entries.has(entry.key)) entries.set(entry.key, entry);
      } else if (node.kind === "list" || node.type !== "invalid") {
        const found = node.kind === "list" ? "a list" : quote(node.text);
        this.#refuse(node.position, { message: `The merge key "<<" needs a mapping, not ${found}` });
      }
    }
  }

  #refuse(position: Position, { message, hint }: { message: string; hint?: string }): LocatedScalar {
    this.#problems.add(position, { severity: "error", category: "structure", path: "", message, hint });
    return invalidNode(position);
  }

  #positionOf(node: unknown): Position {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    return this.#locate(range?.[0] ?? 0);
  }
}

/** Whether a key is "<<", which takes over the entries of another mapping. */
export function isMergeKey(key: Scalar): boolean {
  return key.type === "PLAIN" && key.source === "<<";
}

function nameType(key: LocatedScalar): string {
  return key.type === "null"
    ? "nothing"
    : `a ${key.type === "integer" || key.type === "decimal" ? "number" : key.type}`;
}

function invalidNode(position: Position): LocatedScalar {
  return { kind: "scalar", type: "invalid", value: null, text: "", position };
}

/** Gives a YAML scalar its type, value and place. */
function locateScalar(scalar: Scalar, position: Position): LocatedScalar {
  const { value } = scalar;
  const text = scalar.source ?? String(value);
  if (typeof value === "string" || isLetterBoolean(scalar)) {
    const written = typeof value === "string" ? value : text;
    return { kind: "scalar", type: "text", value: written, text: written, position };
  }
  if (typeof value === "boolean") return { kind: "scalar", type: "boolean", value, text, position };
  if (typeof value === "number") {
    const type = isWrittenWhole(text) ? "integer" : "decimal";
    return { kind: "scalar", type, value, text, position };
  }
  if (value instanceof Date) return { kind: "scalar", type: "date", value: text, text, position };
  return { kind: "scalar", type: "null", value: null, text, position };
}

/** YAML 1.1 has `y` and `n` as booleans, but the usual readers take them for text. */
function isLetterBoolean(scalar: Scalar): boolean {
  return typeof scalar.value === "boolean" && scalar.source?.length === 1;
}

function isWrittenWhole(text: string): boolean {
  return /^[-+]?0x/i.test(text) || !/[.e]/i.test(text);
}
