import { findIndicatorType, indicatorTypes } from "../../indicators/catalog.ts";
import type { IndicatorType } from "../../indicators/indicator.ts";
import { oldParameters } from "../repairs/old_words.ts";
import type { Repair } from "../repairs/repair.ts";
import { knownIndicatorType, parameterRule, suggestIndicatorType } from "./indicator_rules.ts";
import { quote } from "../yaml/located_node.ts";
import type { SectionReader } from "./section_reader.ts";
import type { IndicatorDefinition } from "../strategy.ts";
import { listNames } from "../suggest_name.ts";
import { text } from "./value_rule.ts";

/** The indicators of a strategy by id. An indicator that is there but wrong is null. */
export type IndicatorTable = ReadonlyMap<string, IndicatorDefinition | null>;

/** Checks `indicators`: types, and the name, type and range of every parameter. */
export function checkIndicators(
  reader: SectionReader | undefined,
  sourceIds: readonly string[],
): IndicatorTable {
  const table = new Map<string, IndicatorDefinition | null>();
  if (reader === undefined) return table;
  for (const id of reader.keys) {
    const section = reader.section(id);
    table.set(id, section === undefined ? null : checkIndicator(section, { id, sourceIds }));
    if (!id.includes(".")) continue;
    const to = id.replaceAll(".", "_");
    const hint = `A "." separates an indicator from its output; write ${quote(to)}`;
    const repair = reader.has(to)
      ? undefined
      : { kind: "rename_indicator", at: reader.stepsTo(id), to } as const;
    section?.error("", `The indicator id ${quote(id)} must not contain a "."`, { hint, repair });
  }
  if (table.size === 0) reader.error("", `"indicators" must name at least one indicator`);
  return table;
}

interface IndicatorPlace {
  id: string;
  sourceIds: readonly string[];
}

function checkIndicator(
  reader: SectionReader,
  { id, sourceIds }: IndicatorPlace,
): IndicatorDefinition | null {
  const typeName = reader.required("type", text("an indicator type such as rsi"));
  const dataSource = readDataSource(reader, sourceIds);
  if (typeName === undefined) return null;
  const type = findIndicatorType(typeName);
  if (type === null) {
    const repair = typeRepair(reader, typeName);
    const hint = repair === undefined
      ? `Known: ${listNames(indicatorTypes.map((known) => known.name))}`
      : undefined;
    reader.error("type", `Unknown indicator type ${quote(typeName)}`, { hint, repair });
    return null;
  }
  const parameters = readParameters(reader, type);
  return { id, type: type.name, parameters, outputs: type.outputs, dataSource };
}

function typeRepair(reader: SectionReader, written: string): Repair | undefined {
  const at = reader.stepsTo("type");
  const known = knownIndicatorType(written);
  if (known !== undefined) return { kind: "set", at, to: known };
  const to = suggestIndicatorType(written);
  return to === undefined ? undefined : { kind: "set", at, to, isGuess: true };
}

function readDataSource(reader: SectionReader, sourceIds: readonly string[]): string | null {
  const key = "data_source";
  const node = reader.node(key);
  if (node === undefined || (node.kind === "scalar" && node.type === "null")) return null;
  const dataSource = reader.optional(key, text("the id of a context source"));
  if (dataSource === undefined || sourceIds.includes(dataSource)) return dataSource ?? null;
  const way = sourceIds.length === 0
    ? { hint: "Add an entry to context_data, or remove data_source" }
    : reader.meant(key, { written: dataSource, known: sourceIds });
  reader.error(key, `No entry of context_data offers the data source ${quote(dataSource)}`, way);
  return null;
}

function readParameters(
  reader: SectionReader,
  type: IndicatorType,
): Record<string, number | string | boolean> {
  const parameters = Object.fromEntries(type.parameters.map((parameter) => {
    const value = reader.optional(parameter.name, parameterRule(parameter));
    if (parameter.unused !== undefined) reader.ignore(parameter.name, `on features: ${parameter.unused}`);
    return [parameter.name, value ?? parameter.default];
  }));
  reader.finish({
    describe: (key) => `${quote(key)} has no effect: the indicator type ${type.name} has no such parameter`,
    candidates: type.parameters.filter(({ unused }) => unused === undefined).map(({ name }) => name),
    oldWords: oldParameters[type.name],
    removes: true,
  });
  checkTogether(reader, { type, parameters });
  return parameters;
}

interface ParameterSet {
  type: IndicatorType;
  parameters: Record<string, number | string | boolean>;
}

/** Parameters that are right one by one but not together. */
function checkTogether(reader: SectionReader, { type, parameters }: ParameterSet): void {
  const { fast_period: fast, slow_period: slow, ma_type: averageType, period } = parameters;
  if (type.name === "macd" && typeof fast === "number" && typeof slow === "number" && fast >= slow) {
    const key = reader.has("fast_period") ? "fast_period" : "slow_period";
    reader.warn(
      key,
      `The fast period ${quote(`${fast}`)} is not shorter than the slow period ${quote(`${slow}`)}`,
    );
  }
  if (type.name === "distancefromma" && averageType === "SMA" && period === 1) {
    reader.error("period", `"period" must be at least 2 with a simple moving average, not "1"`);
  }
}
