/**
 * Fuzzy sets by themselves: a file of them, or those of a strategy.
 * @module
 */
import { checkContextData } from "../checks/check_context_data.ts";
import { checkFuzzySets } from "../checks/check_fuzzy_sets.ts";
import { checkIndicators } from "../checks/check_indicators.ts";
import { checkMembership } from "../checks/check_membership.ts";
import { guessIndicator } from "./guess_indicator.ts";
import { type LocatedMap, quote } from "../yaml/located_node.ts";
import { locateValues, parseYaml } from "../yaml/parse_yaml.ts";
import { SectionReader } from "../checks/section_reader.ts";
import type { FuzzySetDefinition, IndicatorDefinition, MembershipDefinition } from "../strategy.ts";
import { ProblemList, type StrategyProblem } from "../strategy_problem.ts";

/** A fuzzy set and the indicator it looks at. */
export interface ConfiguredFuzzySet {
  readonly id: string;
  readonly indicator: IndicatorDefinition;
  /** The output of the indicator: `value` where it has only one. */
  readonly output: string;
  readonly memberships: readonly MembershipDefinition[];
}

/** How the file says which indicator a fuzzy set looks at. */
type FuzzyConfigForm =
  /** With a mapping of indicators, as in a strategy of version 3. */
  | "current"
  /** By the name of the fuzzy set alone. */
  | "named"
  /** With a list of indicators, as in a strategy of version 1 or 2. */
  | "list";

/** What is known of a file of fuzzy sets after the check. */
export interface FuzzyConfigCheck {
  /** Null when there is any error. */
  readonly sets: readonly ConfiguredFuzzySet[] | null;
  /** Every problem, in the order of the file. */
  readonly problems: readonly StrategyProblem[];
  /** Undefined for a file that cannot be read at all. */
  readonly form: FuzzyConfigForm | undefined;
}

/**
 * Checks the fuzzy sets of a text in YAML: `fuzzy_sets` and `indicators` as in a strategy, whose other sections do not
 * matter here, or an older form: fuzzy sets that are named after their indicators, under `fuzzy_sets` or at the top.
 *
 * Never throws, and takes bounded time, whatever the text is.
 */
export function checkFuzzyConfig(source: string): FuzzyConfigCheck {
  const problems = new ProblemList();
  const parsed = parseYaml(source, problems);
  const root = parsed && locateValues(parsed, problems);
  if (root?.kind !== "map") {
    if (root !== undefined) {
      const message = "The file holds no fuzzy sets: expected a mapping with fuzzy_sets and indicators";
      problems.add(root.position, { severity: "error", category: "structure", path: "", message });
    }
    return { sets: null, problems: problems.sorted(), form: undefined };
  }
  const form = formOf(root);
  const top = new SectionReader(root, {
    problems,
    category: "structure",
    path: "",
    position: { line: 1, column: 1 },
  });
  const sets = readSets(top, form);
  return { sets: problems.hasErrors ? null : sets, problems: problems.sorted(), form };
}

function formOf(root: LocatedMap): FuzzyConfigForm {
  const indicators = root.entries.get("indicators")?.value;
  if (indicators?.kind === "list") return "list";
  return indicators === undefined ? "named" : "current";
}

function readSets(top: SectionReader, form: FuzzyConfigForm): ConfiguredFuzzySet[] {
  if (form === "current") return readCurrentSets(top);
  if (form === "named") return readNamedSets(top);
  const hint = "'ktrdr fuzzy config upgrade --config <file>' writes it as a mapping";
  top.error("indicators", `"indicators" is a list, expected a mapping of ids`, { hint });
  return [];
}

function readCurrentSets(top: SectionReader): ConfiguredFuzzySet[] {
  const { sourceIds } = checkContextData(top);
  const indicators = checkIndicators(top.requiredSection("indicators", "indicators"), sourceIds);
  const section = top.requiredSection("fuzzy_sets", "fuzzy_sets");
  const sets = [...checkFuzzySets(section, indicators).values()];
  if (section !== undefined && sets.length === 0) section.error("", "There is no fuzzy set");
  return sets.flatMap((set: FuzzySetDefinition | null) => {
    const indicator = indicators.get(set?.indicatorId ?? "") ?? undefined;
    if (set === null || indicator === undefined) return [];
    return [{ id: set.id, indicator, output: set.output, memberships: set.memberships }];
  });
}

function readNamedSets(top: SectionReader): ConfiguredFuzzySet[] {
  const section = top.has("fuzzy_sets") ? top.section("fuzzy_sets", "fuzzy_sets") : top;
  if (section === undefined) return [];
  if (section.keys.length === 0) section.error("", "There is no fuzzy set");
  return section.keys.flatMap((id) => {
    const set = section.section(id, "fuzzy_sets");
    return set === undefined ? [] : readNamedSet(set, id);
  });
}

function readNamedSet(set: SectionReader, id: string): ConfiguredFuzzySet[] {
  const written = set.node("indicator");
  const name = written?.kind === "scalar" && typeof written.value === "string" ? written.value : id;
  const guess = guessIndicator(name);
  if (guess === undefined) {
    const hint = "Add the section indicators, and name one of them as indicator of the fuzzy set";
    set.error("", `Nothing says which indicator the fuzzy set ${quote(id)} looks at`, { hint });
  }
  const names = set.keys.filter((key) => key !== "indicator");
  if (names.length === 0) set.error("", "The fuzzy set has no membership function");
  const memberships = names.map((key) => checkMembership(set, key)).filter((one) => one !== undefined);
  if (guess === undefined) return [];
  const { output, ...indicator } = guess;
  return [{ id, indicator, output, memberships }];
}
