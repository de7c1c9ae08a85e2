import type { IndicatorTable } from "./check_indicators.ts";
import { checkMembership } from "./check_membership.ts";
import { resolveReference } from "./resolve_reference.ts";
import type { SectionReader } from "./section_reader.ts";
import type { FuzzySetDefinition } from "../strategy.ts";
import { text } from "./value_rule.ts";

/** The fuzzy sets of a strategy by id. A set that is there but wrong is null. */
export type FuzzySetTable = ReadonlyMap<string, FuzzySetDefinition | null>;

/** Checks `fuzzy_sets`: the indicator each one looks at, and its membership functions. */
export function checkFuzzySets(reader: SectionReader | undefined, indicators: IndicatorTable): FuzzySetTable {
  const table = new Map<string, FuzzySetDefinition | null>();
  if (reader === undefined) return table;
  for (const id of reader.keys) {
    const section = reader.section(id);
    table.set(id, section === undefined ? null : checkFuzzySet(section, { id, indicators }));
  }
  return table;
}

interface FuzzySetPlace {
  id: string;
  indicators: IndicatorTable;
}

function checkFuzzySet(reader: SectionReader, { id, indicators }: FuzzySetPlace): FuzzySetDefinition | null {
  const reference = reader.required("indicator", text("the id of an indicator"));
  const target = reference === undefined
    ? undefined
    : resolveReference(reader, { key: "indicator", reference, indicators });
  const names = reader.keys.filter((key) => key !== "indicator");
  if (names.length === 0) {
    const hint = "Add one, such as low: [0, 25, 40]";
    reader.error("", "The fuzzy set has no membership function", { hint });
  }
  const memberships = names.map((name) => checkMembership(reader, name)).filter((one) => one !== undefined);
  if (reference === undefined || target === undefined) return null;
  return { id, reference, indicatorId: target.indicatorId, output: target.output, memberships };
}
