import { Document, visit } from "yaml";
import type { ConfiguredFuzzySet } from "./check_fuzzy_config.ts";
import { findIndicatorType } from "../../indicators/catalog.ts";
import type { IndicatorDefinition } from "../strategy.ts";

/**
 * Fuzzy sets as YAML: `indicators` and `fuzzy_sets`, which can be copied into a strategy as they are. Parameters that are
 * the usual ones are left out, save the period.
 */
export function writeFuzzyConfig(sets: readonly ConfiguredFuzzySet[]): string {
  const document = new Document(toPlain(sets), { version: "1.1" });
  visit(document, {
    Map(_, map) {
      if (map.has("parameters")) map.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function toPlain(sets: readonly ConfiguredFuzzySet[]): object {
  return {
    indicators: Object.fromEntries(sets.map(({ indicator }) => [indicator.id, toEntry(indicator)])),
    fuzzy_sets: Object.fromEntries(sets.map(({ id, indicator, output, memberships }) => [id, {
      indicator: output === indicator.outputs[0] ? indicator.id : `${indicator.id}.${output}`,
      ...Object.fromEntries(memberships.map(({ name, type, parameters }) => [name, { type, parameters }])),
    }])),
  };
}

function toEntry({ type, parameters, dataSource }: IndicatorDefinition): Record<string, unknown> {
  const initial = new Map(findIndicatorType(type)?.parameters.map((one) => [one.name, one.default]));
  const written = Object.entries(parameters).filter(([name, value]) =>
    name === "period" || initial.get(name) !== value
  );
  return {
    type,
    ...Object.fromEntries(written),
    ...dataSource === null ? {} : { data_source: dataSource },
  };
}
