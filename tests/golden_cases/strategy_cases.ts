import { parse } from "yaml";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { indicatorTypes } from "../../lib/indicators/catalog.ts";
import { migrateStrategy } from "../../lib/strategy/migration/migrate_strategy.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import { changeBase } from "../strategy/problem_table.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import type { GoldenFiles } from "../support/golden_series.ts";

interface RecordedType {
  readonly names: string[];
  readonly outputs: string[];
  readonly defaults: Record<string, unknown>;
}

interface RecordedParameters {
  readonly indicator: string;
  /** JSON text, in which `14.0` is still written so. */
  readonly parameters: string;
  readonly accepted: boolean;
  readonly resolved?: Record<string, unknown>;
}

interface RecordedFuzzySet {
  readonly fuzzy_set: Record<string, unknown>;
  readonly accepted: boolean;
}

interface RecordedStrategy {
  readonly name: string;
  readonly strategy: string;
  readonly features?: Record<string, string | null>[];
  readonly feature_ids?: string[];
}

interface RecordedMigration {
  readonly input_yaml: string;
  readonly output: Record<string, unknown>;
  readonly top_level_key_order: string[];
  readonly indicator_key_order: string[];
}

const common = { family: "strategies", tolerance: exact };
/** Parameters that KTRDR drops, or stumbles over only when it computes, are refused at once. */
const stricter = ['{"source":"price"}'];

/** Indicator types, parameters and fuzzy sets that a strategy may have, its features, and old strategies in version 3. */
export function* strategyCases(files: GoldenFiles): Generator<GoldenCase> {
  const types = files.read<Record<string, RecordedType>>("strategy/indicator_types.json");
  yield { name: "indicator types", compare: () => compareTypes(types) };
  for (const recorded of files.read<RecordedParameters[]>("strategy/parameter_checks.json")) {
    yield {
      name: `parameters ${recorded.parameters} of ${recorded.indicator}`,
      compare: () => compareParameters(recorded),
    };
  }
  for (
    const { fuzzy_set, accepted } of files.read<{ cases: RecordedFuzzySet[] }>("fuzzy/accepted.json").cases
  ) {
    const set = JSON.stringify(fuzzy_set).replaceAll(":", ": ");
    yield {
      name: `fuzzy set ${set}`,
      *compare() {
        const text = changeBase("fuzzy_sets:", `fuzzy_sets:\n  probe: ${set}`);
        yield { ...common, name: "accepted", expected: [accepted], actual: [isAccepted(text)] };
      },
    };
  }
  for (const recorded of files.read<RecordedStrategy[]>("strategy/features.json")) {
    yield { name: `features of strategy ${recorded.name}`, compare: () => compareFeatures(recorded) };
  }
  const { cases } = files.read<{ cases: RecordedMigration[] }>("migration/migration.json");
  for (const { input_yaml: text, output, ...order } of cases) {
    yield {
      name: `migration of ${output.name}`,
      *compare() {
        const migration = migrateStrategy(text);
        const actual = migration.status === "migrated"
          ? parse(migration.text, { version: "1.1" })
          : migration;
        yield {
          ...common,
          name: "values",
          expected: linesOf(output).map(repairWord),
          actual: linesOf(actual),
        };
        const { top_level_key_order: keys, indicator_key_order: indicators } = order;
        const ours = [...Object.keys(actual), ...Object.keys(actual.indicators)];
        yield { ...common, name: "keys", expected: [...keys, ...indicators], actual: ours };
      },
    };
  }
}

/** The original's migration leaves a word of older strategies that its own engine does not know. */
function repairWord(line: string): string {
  return line.replace('"type": "bollinger_bands"', '"type": "bollingerbands"');
}

/** Values and keys in their order, a line each. */
function linesOf(value: unknown): string[] {
  return JSON.stringify(value, null, 1).split("\n");
}

function* compareTypes(recorded: Record<string, RecordedType>): Generator<GoldenComparison> {
  const sorted = Object.keys(recorded).sort();
  yield { ...common, name: "names", expected: sorted, actual: indicatorTypes.map(({ name }) => name) };
  for (const { name, aliases, outputs, parameters } of indicatorTypes) {
    const { names, outputs: recordedOutputs, defaults } = recorded[name];
    yield {
      ...common,
      name: `names of ${name}`,
      expected: names.toSorted(),
      actual: [name, ...aliases].sort(),
    };
    const expected = recordedOutputs.length === 0 ? ["value"] : recordedOutputs;
    yield { ...common, name: `outputs of ${name}`, expected, actual: outputs };
    const ours = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
    yield { ...common, name: `defaults of ${name}`, expected: linesOf(defaults), actual: linesOf(ours) };
  }
}

function isAccepted(text: string): boolean {
  return !checkStrategy(text).problems.some(({ severity }) => severity === "error");
}

function* compareParameters(
  { indicator, parameters, accepted, resolved }: RecordedParameters,
): Generator<GoldenComparison> {
  const written = parameters.replace(/^\{/, `{ "type": "${indicator}", `).replaceAll(":", ": ");
  const text = changeBase("indicators:", `indicators:\n  probe: ${written}`);
  const expected = accepted && !stricter.includes(parameters);
  yield { ...common, name: "accepted", expected: [expected], actual: [isAccepted(text)] };
  if (!expected || resolved === undefined) return;
  const ours = checkStrategy(text).strategy?.indicators[0].parameters;
  yield { ...common, name: "resolved", expected: linesOf(resolved), actual: linesOf(ours) };
}

function* compareFeatures({ strategy: text, ...recorded }: RecordedStrategy): Generator<GoldenComparison> {
  const { strategy } = checkStrategy(text);
  const features = strategy === null ? [] : resolveFeatures(strategy);
  const ids = features.map(({ featureId }) => featureId);
  if (recorded.feature_ids) yield { ...common, name: "ids", expected: recorded.feature_ids, actual: ids };
  if (recorded.features === undefined) return;
  const ours = features.map((feature) => ({
    feature_id: feature.featureId,
    timeframe: feature.timeframe,
    fuzzy_set: feature.fuzzySet,
    membership: feature.membership,
    indicator_id: feature.indicatorId,
    indicator_output: feature.indicatorOutput,
  }));
  yield { ...common, name: "features", expected: linesOf(recorded.features), actual: linesOf(ours) };
}
