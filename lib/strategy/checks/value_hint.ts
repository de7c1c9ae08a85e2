import { type LocatedNode, looksLikeNumber } from "../yaml/located_node.ts";
import { didYouMean } from "../suggest_name.ts";
import type { ValueRule } from "./value_rule.ts";

/** The way out for a value that breaks a rule, if one is likely: other quotes, another spelling. */
export function valueHint<T>(node: LocatedNode, rule: ValueRule<T>): string | undefined {
  if (node.kind !== "scalar" || node.type === "null") return undefined;
  if (node.type === "text") {
    if (rule.choices !== undefined) return didYouMean(node.text, rule.choices);
    const fitsUnquoted = looksLikeNumber(node.text) && rule.schema.safeParse(Number(node.text)).success;
    return fitsUnquoted ? "Remove the quotes" : undefined;
  }
  if (!rule.schema.safeParse(node.text).success) return undefined;
  const isMisread = node.type === "boolean" || node.type === "date";
  return `${isMisread ? `YAML reads it as a ${node.type}; quote it` : "Quote it"}: "${node.text}"`;
}
