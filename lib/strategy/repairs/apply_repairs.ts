import { type Document, isMap, isScalar, isSeq, type Node, type Pair, Scalar, visit } from "yaml";
import type { ProposedRepair } from "../strategy_problem.ts";
import { rangeOf } from "../yaml/yaml_nodes.ts";
import type { Repair, Steps } from "./repair.ts";

/** One repair may bring up the next, as of a renamed section. */
export const mostRepairRounds = 8;

/** Whether a repair mends an error and has one meaning: `migrate` makes it unasked. */
export function isCertainError({ severity, repair }: ProposedRepair): boolean {
  return severity === "error" && !repair.isGuess;
}

/**
 * Makes changes to a document, the innermost first, so that each still finds its place. What is not written at its place,
 * as under an alias, stays as it is.
 *
 * @returns how many were made
 */
export function applyRepairs(document: Document, repairs: readonly Repair[]): number {
  const seen = new Set<string>();
  const inwards = repairs.toSorted((a, b) => b.at.length - a.at.length);
  return inwards.filter((repair) => {
    const place = JSON.stringify(repair.at);
    if (seen.has(place)) return false;
    seen.add(place);
    return applyRepair(document, repair);
  }).length;
}

function applyRepair(document: Document, repair: Repair): boolean {
  const { at } = repair;
  const key = at.at(-1);
  const parent = nodeAt(document, at.slice(0, -1));
  if (key === undefined || parent === undefined) return false;
  if (isSeq(parent) && typeof key === "number" && repair.kind === "set") {
    if (parent.items[key] === undefined) return false;
    parent.items[key] = valueInPlaceOf(document, { old: parent.items[key], repair });
    return true;
  }
  const pair = isMap(parent) ? parent.items.find((pair) => isKey(pair, key)) : undefined;
  if (!isMap(parent) || pair === undefined) return false;
  switch (repair.kind) {
    case "rename":
      return rename(pair, repair.to);
    case "rename_indicator":
      renameReferences(document, { from: String(key), to: repair.to });
      return rename(pair, repair.to);
    case "set":
      pair.value = valueInPlaceOf(document, { old: pair.value, repair });
      return true;
    case "remove":
      parent.items.splice(parent.items.indexOf(pair), 1);
      return true;
  }
}

function nodeAt(document: Document, steps: Steps): unknown {
  return steps.reduce<unknown>((node, step) => {
    if (isSeq(node) && typeof step === "number") return node.items[step];
    return isMap(node) ? node.items.find((pair) => isKey(pair, step))?.value : undefined;
  }, document.contents);
}

function isKey({ key }: Pair, wanted: string | number): boolean {
  return isScalar(key) && String(key.value) === String(wanted);
}

function rename(pair: Pair, to: string): boolean {
  if (!isScalar(pair.key)) return false;
  pair.key.value = to;
  delete pair.key.source;
  return true;
}

/** The node of a value with the look of another one: its quotes, if it is a text, and its comments. */
function valueInPlaceOf(
  document: Document,
  { old, repair }: { old: unknown; repair: Repair & { kind: "set" } },
): Node {
  const node = document.createNode(repair.to, { flow: true });
  visit(node, {
    Node(_, part) {
      part.range = rangeOf(old);
    },
  });
  const comments = isScalar(old) || isSeq(old) || isMap(old) ? old : undefined;
  if (isScalar(node) && isScalar(old) && typeof repair.to === "string" && old.type?.startsWith("QUOTE")) {
    node.type = old.type;
  }
  // What YAML would read as something else than text needs quotes.
  if (isScalar(node) && isScalar(old) && typeof repair.to === "string" && typeof old.value !== "string") {
    node.type = Scalar.QUOTE_DOUBLE;
  }
  if (comments?.comment) node.comment = comments.comment;
  if (comments?.commentBefore) node.commentBefore = comments.commentBefore;
  return node;
}

function renameReferences(document: Document, { from, to }: { from: string; to: string }): void {
  const rewrite = (node: unknown, key: string) => {
    const pair = isMap(node) ? node.items.find((pair) => isKey(pair, key)) : undefined;
    const value = pair?.value;
    if (!isScalar(value) || typeof value.value !== "string") return;
    if (value.value !== from && !value.value.startsWith(`${from}.`)) return;
    value.value = to + value.value.slice(from.length);
    delete value.source;
  };
  const sets = nodeAt(document, ["fuzzy_sets"]);
  if (isMap(sets)) { for (const { value } of sets.items) rewrite(value, "indicator"); }
  const inputs = nodeAt(document, ["nn_inputs"]);
  if (isSeq(inputs)) { for (const item of inputs.items) rewrite(item, "raw_indicator"); }
}
