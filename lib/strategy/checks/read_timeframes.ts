import { type LocatedNode, quote } from "../yaml/located_node.ts";
import type { SectionReader } from "./section_reader.ts";
import { suggestName } from "../suggest_name.ts";
import { choice, type ValueRule } from "./value_rule.ts";

/** Every timeframe there is, shortest first. `1m` is a minute, `1M` a month. */
const knownTimeframes = ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w", "1M"] as const;

/** The rule for one timeframe. */
export function timeframeRule(): ValueRule<string> {
  return choice(knownTimeframes);
}

/** The timeframes of one network input, with `all` written out; an empty list if they are wrong. */
export function readInputTimeframes(reader: SectionReader, available: readonly string[]): string[] {
  const key = "timeframes";
  const node = reader.node(key);
  const expected = `"all" or a list of timeframes`;
  if (node === undefined) {
    reader.missing(key, `expected ${expected}`);
    return [];
  }
  if (node.kind === "scalar" && node.type === "text" && node.text === "all") return [...available];
  if (node.kind !== "list" || node.items.length === 0) {
    const isWord = node.kind === "scalar" && node.type === "text" && available.includes(node.text);
    const hint = isWord ? `Write a list: [${node.text}]` : undefined;
    const repair = isWord ? { kind: "set", at: reader.stepsTo(key), to: [node.text] } as const : undefined;
    reader.mismatch(node, { key, expected, hint, repair });
    return [];
  }
  return node.items.flatMap((item, index) => readTimeframe(reader, { item, index, available }));
}

interface TimeframeItem {
  item: LocatedNode;
  index: number;
  available: readonly string[];
}

function readTimeframe(reader: SectionReader, { item, index, available }: TimeframeItem): string[] {
  if (item.kind !== "scalar" || item.type !== "text") {
    reader.mismatch(item, { key: "timeframes[0]", expected: "a timeframe" });
    return [];
  }
  // With no timeframes at all the problem is in training_data, and is reported there.
  if (available.length === 0 || available.includes(item.text)) return [item.text];
  const suggestion = suggestName(item.text, available);
  const at = reader.stepsTo(`timeframes[${index}]`);
  const way = suggestion === undefined
    ? { hint: `Available: ${available.join(", ")}; add it to training_data.timeframes to use it` }
    : { repair: { kind: "set", at, to: suggestion, isGuess: true } as const };
  const message = `The timeframe ${quote(item.text)} is not in training_data.timeframes`;
  reader.errorAt(item, { key: "timeframes", message, ...way });
  return [];
}
