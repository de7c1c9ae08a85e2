import { safeParse } from "zod/v4/core";
import type { Repair, Steps } from "./repair.ts";
import { suggestName } from "../suggest_name.ts";
import { type LocatedNode, looksLikeNumber } from "../yaml/located_node.ts";
import type { ValueRule } from "../checks/value_rule.ts";

/** The way out for a value, and in words if those of the repair do not say why. */
interface ValueRepair {
  readonly hint?: string;
  readonly repair?: Repair;
}

/** The way out for a value that breaks a rule, if one is likely: other quotes, another spelling. */
export function valueRepair<T>(
  node: LocatedNode,
  { rule, at }: { rule: ValueRule<T>; at: Steps },
): ValueRepair {
  if (node.kind !== "scalar" || node.type === "null" || node.type === "invalid") return {};
  if (node.type === "text") {
    if (rule.choices !== undefined) return chooseWord(node.text, { rule, at });
    const number = Number(node.text);
    if (!looksLikeNumber(node.text) || !safeParse(rule.schema, number).success) return {};
    return { hint: "Remove the quotes", repair: { kind: "set", at, to: number } };
  }
  if (!safeParse(rule.schema, node.text).success) return {};
  const isMisread = node.type === "boolean" || node.type === "date";
  return {
    hint: `${isMisread ? `YAML reads it as a ${node.type}; quote it` : "Quote it"}: "${node.text}"`,
    repair: { kind: "set", at, to: node.text },
  };
}

function chooseWord<T>(word: string, { rule, at }: { rule: ValueRule<T>; at: Steps }): ValueRepair {
  const { choices = [], oldWords = {} } = rule;
  const known = Object.hasOwn(oldWords, word) ? oldWords[word] : undefined;
  const meant = known ?? suggestName(word, choices);
  if (meant === undefined) return {};
  return { repair: { kind: "set", at, to: meant, ...known === undefined ? { isGuess: true } : {} } };
}
