import type { SectionReader } from "./section_reader.ts";
import type { LocatedNode } from "../yaml/located_node.ts";
import { choice, text, type ValueRule } from "./value_rule.ts";

/** The currencies whose traders are reported. */
const reports = ["EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "MXN"] as const;

/** The data beside the bars that indicators may be computed on. */
interface ContextData {
  /** The ids that an indicator may name as `data_source`. */
  readonly sourceIds: readonly string[];
}

/** Checks `context_data` and finds the ids it offers. */
export function checkContextData(reader: SectionReader): ContextData {
  const key = "context_data";
  const node = reader.node(key);
  if (node === undefined || (node.kind === "scalar" && node.type === "null")) return { sourceIds: [] };
  if (node.kind !== "list") {
    reader.mismatch(node, { key, expected: "a list" });
    return { sourceIds: [] };
  }
  const sourceIds = node.items.flatMap((item, index) => {
    if (item.kind !== "map") {
      reader.mismatch(item, { key: `${key}[${index}]`, expected: "a mapping" });
      return [];
    }
    return readEntry(reader.below(item, { key: `${key}[${index}]` }));
  });
  return { sourceIds };
}

function readEntry(reader: SectionReader): string[] {
  const provider = reader.required("provider", text("a provider such as fred"));
  const symbol = reader.optional("symbol", text());
  const series = readTexts(reader, "series");
  const report = provider === "cftc_cot"
    ? reader.required("report", choice(reports))
    : reader.optional("report", text());
  reader.accept("alignment", "timeframe", "instrument_type", "frequency", "min_impact", "broker");
  if (provider === "cftc_cot") reader.ignore("currencies", "on cftc_cot", { hint: "It needs report: EUR" });
  else reader.accept("currencies");
  reader.finish();
  switch (provider) {
    case "fred":
      return fredIds(series);
    case "cftc_cot":
      return report === undefined ? [] : [`cot_${report}_net_pos`, `cot_${report}_net_pct`];
    default:
      return symbol === undefined ? [] : [symbol];
  }
}

function fredIds(series: readonly string[]): string[] {
  const ids = series.map((name) => `fred_${name}`);
  if (series.length >= 2) ids.push(`yield_spread_${series[0]}_${series[1]}`);
  return ids;
}

/** A text, or a list of texts. */
function readTexts(reader: SectionReader, key: string): string[] {
  const node: LocatedNode | undefined = reader.node(key);
  const rule: ValueRule<string> = text();
  if (node === undefined) return [];
  if (node.kind === "list") return reader.checkList(node, { rule, key }) ?? [];
  const value = reader.check(node, { rule, key });
  return value === undefined ? [] : [value];
}
