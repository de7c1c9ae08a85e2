import type { FuzzySetTable } from "./check_fuzzy_sets.ts";
import type { CheckedInputs } from "./check_inputs.ts";
import type { IndicatorTable } from "./check_indicators.ts";
import { findIndicatorType } from "../../indicators/catalog.ts";
import { quote } from "../yaml/located_node.ts";
import { type ResolvedInput, resolveInputs } from "../resolve_features.ts";
import type { SectionReader } from "./section_reader.ts";
import type { FuzzySetDefinition } from "../strategy.ts";

// Far above any real network; bounds the work on a hostile file.
const mostFeatures = 10_000;

/** The sections whose names are used, or not, by the network's inputs. */
interface UsageScope {
  /** The top of the file. */
  readonly top: SectionReader;
  readonly indicatorSection: SectionReader | undefined;
  readonly fuzzySetSection: SectionReader | undefined;
  readonly indicators: IndicatorTable;
  readonly fuzzySets: FuzzySetTable;
}

/** Warns of indicators and fuzzy sets that nothing uses, and of features that come twice. */
export function checkUsage(checked: CheckedInputs, scope: UsageScope): void {
  warnOfUnused(checked, scope);
  warnOfLookAhead(checked, scope);
  const fuzzySets = new Map<string, FuzzySetDefinition>();
  for (const [id, set] of scope.fuzzySets) if (set !== null) fuzzySets.set(id, set);
  const count = checked.entries.reduce((sum, { input }) => {
    const columns = input.kind === "raw" ? 1 : fuzzySets.get(input.fuzzySetId)?.memberships.length ?? 0;
    return sum + columns * input.timeframes.length;
  }, 0);
  if (count > mostFeatures) {
    scope.top.error("nn_inputs", `The inputs make ${count} features, expected at most ${mostFeatures}`);
    return;
  }
  const origins = new Map<string, string>();
  for (const { input, section } of checked.entries) {
    reportRepeated(section, { features: resolveInputs([input], fuzzySets), origins });
  }
}

function warnOfUnused(checked: CheckedInputs, scope: UsageScope): void {
  // What seems unused may be what a wrong entry meant.
  if (!checked.isComplete) return;
  const usedIndicators = new Set(checked.usedIndicators);
  for (const [id, set] of scope.fuzzySets) {
    if (set !== null) usedIndicators.add(set.indicatorId);
    if (checked.usedFuzzySets.has(id)) continue;
    const hint = `Add - {fuzzy_set: ${id}, timeframes: all} to nn_inputs, or remove it`;
    scope.fuzzySetSection?.warnAtKey(id, `The fuzzy set ${quote(id)} is not used by any input`, { hint });
  }
  // A fuzzy set with a problem may well be the one that uses an indicator.
  if ([...scope.fuzzySets.values()].includes(null)) return;
  for (const id of scope.indicators.keys()) {
    if (usedIndicators.has(id)) continue;
    const message = `The indicator ${quote(id)} is not used by any fuzzy set or input`;
    scope.indicatorSection?.warnAtKey(id, message);
  }
}

/** A model must not learn from what it cannot have when it trades. */
function warnOfLookAhead(checked: CheckedInputs, scope: UsageScope): void {
  const used = new Set(
    checked.entries.map(({ input }) =>
      input.kind === "raw" ? input.indicatorId : scope.fuzzySets.get(input.fuzzySetId)?.indicatorId
    ),
  );
  for (const [id, indicator] of scope.indicators) {
    const type = indicator && findIndicatorType(indicator.type);
    if (!type?.looksAhead || !used.has(id)) continue;
    const message = `The ${type.name} ${quote(id)} looks ahead: ${type.looksAhead}`;
    const hint = "Backtests of it look better than trading can be; use it for labels";
    scope.indicatorSection?.section(id)?.warn("type", message, { hint });
  }
}

interface EntryFeatures {
  features: readonly ResolvedInput[];
  /** What the features so far are made of, by id. */
  origins: Map<string, string>;
}

/** Reports the first feature of an entry that an earlier one has already. */
function reportRepeated(section: SectionReader, { features, origins }: EntryFeatures): void {
  let isReported = false;
  for (const { featureId, origin } of features) {
    const first = origins.get(featureId);
    if (first === undefined) origins.set(featureId, origin);
    if (first === undefined || isReported) continue;
    isReported = true;
    const id = quote(featureId);
    if (first === origin) section.warn("", `The inputs name the feature ${id} more than once`);
    else section.error("", `Two different inputs both make the feature ${id}`);
  }
}
