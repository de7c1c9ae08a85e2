import type { Position } from "../strategy_problem.ts";

/** What YAML takes a scalar for. `invalid`: already reported, so that nothing more needs to be said of it. */
type ScalarType = "text" | "integer" | "decimal" | "boolean" | "date" | "null" | "invalid";

/** A single value with its place in the file. */
export interface LocatedScalar {
  readonly kind: "scalar";
  readonly type: ScalarType;
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly text: string;
  readonly position: Position;
}

/** A list with its place in the file. */
export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly LocatedNode[];
  readonly position: Position;
}

/** A key, its place and its value. */
export interface LocatedEntry {
  readonly key: string;
  readonly keyPosition: Position;
  readonly value: LocatedNode;
}

/** A mapping with its place in the file; entries keep the order of the file. */
export interface LocatedMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly position: Position;
}

/** Any YAML value with its place in the file. */
export type LocatedNode = LocatedScalar | LocatedList | LocatedMap;

const longestShown = 40;

/** A value as a message shows it: quoted and cut to a bearable length. */
export function describeNode(node: LocatedNode): string {
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.kind === "map") return "a mapping";
  if (node.type === "null") return "nothing";
  if (node.type === "text" && looksLikeNumber(node.text)) return `the text ${quote(node.text)}`;
  if (node.type === "date") return `the date ${quote(node.text)}`;
  return quote(node.text);
}

/** A name in quotes, cut to a bearable length. */
export function quote(text: string): string {
  const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return `"${shown}"`;
}

/** Whether a text would be a number without its quotes. */
export function looksLikeNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
