import { safeParse } from "zod/v4/core";
import { checkContextData } from "./checks/check_context_data.ts";
import { checkDecisions } from "./checks/check_decisions.ts";
import { checkDeployment } from "./checks/check_deployment.ts";
import { checkFuzzySets } from "./checks/check_fuzzy_sets.ts";
import { checkIndicators } from "./checks/check_indicators.ts";
import { checkInputs } from "./checks/check_inputs.ts";
import { checkModel } from "./checks/check_model.ts";
import { checkTraining } from "./checks/check_training.ts";
import { checkTrainingData } from "./checks/check_training_data.ts";
import { checkUsage } from "./checks/check_usage.ts";
import { type DetectedVersion, detectVersion, type StrategyVersion } from "./migration/detect_version.ts";
import type { LocatedMap, LocatedNode } from "./yaml/located_node.ts";
import { migrateDocument } from "./migration/migrate_document.ts";
import { locateValues, type ParsedYaml, parseYaml } from "./yaml/parse_yaml.ts";
import { SectionReader } from "./checks/section_reader.ts";
import { applyRepairs, isCertainError, mostRepairRounds } from "./repairs/apply_repairs.ts";
import type { Strategy } from "./strategy.ts";
import { ProblemList, type ProposedRepair, type StrategyProblem } from "./strategy_problem.ts";
import { text, type ValueRule } from "./checks/value_rule.ts";
import * as z from "zod";

export type { StrategyProblem } from "./strategy_problem.ts";

const sectionKeys = [
  "training_data",
  "indicators",
  "fuzzy_sets",
  "nn_inputs",
  "model",
  "decisions",
  "training",
];
const descriptiveKeys = [
  "scope",
  "hypothesis",
  "author",
  "tags",
  "notes",
  "metadata",
  "created_at",
  "created_by",
];
const ignoredKeys = ["orchestrator", "risk_management", "backtesting", "fitness_metrics"];

/** What is known of a strategy file after the check. */
export interface StrategyCheck {
  /** Null when there is any error. */
  readonly strategy: Strategy | null;
  /** Every problem, in the order of the file. */
  readonly problems: readonly StrategyProblem[];
  /** The grammar that the file is written in. Only v3 can be used. */
  readonly version: StrategyVersion;
  /** What the file says of its scope, which has no effect. */
  readonly scope: string | null;
  /** The changes that mend problems. */
  readonly repairs: readonly ProposedRepair[];
}

/**
 * Checks the text of a strategy file (YAML, grammar v3) and finds every problem in one pass.
 *
 * Never throws, and takes bounded time, whatever the text is.
 */
export function checkStrategy(source: string): StrategyCheck {
  const problems = new ProblemList();
  const parsed = parseYaml(source, problems);
  const root = parsed && locateValues(parsed, problems);
  if (parsed === undefined || root === undefined) {
    return { strategy: null, problems: problems.sorted(), version: "unknown", scope: null, repairs: [] };
  }
  const detected = detectVersion(root);
  const { version } = detected;
  const scope = readScope(root);
  if (version !== "v3" || root.kind !== "map") {
    const isSound = !problems.hasErrors;
    refuseVersion(problems, detected);
    if (isSound && version !== "unknown") checkMigrated(parsed, problems);
    return { strategy: null, problems: problems.sorted(), version, scope, repairs: problems.repairs };
  }
  const strategy = checkSections(root, problems);
  const { repairs } = problems;
  return {
    strategy: problems.hasErrors ? null : strategy,
    problems: problems.sorted(),
    version,
    scope,
    repairs,
  };
}

function refuseVersion(problems: ProblemList, { version, position }: DetectedVersion): void {
  // What made the file unreadable is reported already.
  if (version === "unknown" && problems.hasErrors) return;
  const finding = version === "unknown"
    ? {
      message:
        "The file is not a strategy: expected a mapping with name, training_data, indicators and so on",
      hint: undefined,
    }
    : {
      message: `The file is a ${version} strategy, and only v3 strategies can be used`,
      hint: "'ktrdr migrate <file>' writes it in version 3: indicators as a mapping of ids, and nn_inputs",
    };
  problems.add(position, { severity: "error", category: "structure", path: "", ...finding });
}

/** What will be left to mend in a strategy of an older version when it is written in version 3. */
function checkMigrated(parsed: ParsedYaml, problems: ProblemList): void {
  migrateDocument(parsed.document, ({ offset, ...loss }) => {
    const place = { severity: "warning", category: "indicators", path: "indicators" } as const;
    problems.add(parsed.locate(offset), { ...place, ...loss });
  });
  repairCertainErrors(parsed);
  const root = locateValues(parsed, problems);
  if (root.kind === "map") checkSections(root, problems);
}

/** Makes those repairs that a migration makes. */
function repairCertainErrors(parsed: ParsedYaml): void {
  for (let round = 0; round < mostRepairRounds; round++) {
    const found = new ProblemList();
    const root = locateValues(parsed, found);
    if (root.kind === "map") checkSections(root, found);
    const repairs = found.repairs.filter(isCertainError).map(({ repair }) => repair);
    if (applyRepairs(parsed.document, repairs) === 0) return;
  }
}

function checkSections(root: LocatedMap, problems: ProblemList): Strategy | null {
  const options = { problems, path: "", position: { line: 1, column: 1 } };
  const top = new SectionReader(root, { ...options, category: "structure" });
  const inputs = new SectionReader(root, { ...options, category: "nn_inputs" });
  return readStrategy(top, inputs);
}

function readScope(root: LocatedNode): string | null {
  const scope = root.kind === "map" ? root.entries.get("scope")?.value : undefined;
  return scope?.kind === "scalar" && scope.type === "text" ? scope.text : null;
}

/** `top` and `inputs` read the same mapping; what the second one finds counts as a problem of `nn_inputs`. */
function readStrategy(top: SectionReader, inputs: SectionReader): Strategy | null {
  // Known from the start, so that none of them is taken for another one misspelt.
  top.accept(...sectionKeys, ...descriptiveKeys, ...ignoredKeys);
  const name = readName(top);
  const description = readDescription(top);
  const version = top.optional("version", text()) ?? "3.0";
  const data = checkTrainingData(top.requiredSection("training_data"));
  const { sourceIds } = checkContextData(top);
  const indicatorSection = top.requiredSection("indicators", "indicators");
  const indicators = checkIndicators(indicatorSection, sourceIds);
  const fuzzySetSection = top.requiredSection("fuzzy_sets", "fuzzy_sets");
  const fuzzySets = checkFuzzySets(fuzzySetSection, indicators);
  const checked = checkInputs(inputs, { indicators, fuzzySets, timeframes: data.timeframes });
  checkUsage(checked, { top: inputs, indicatorSection, fuzzySetSection, indicators, fuzzySets });
  const model = checkModel(top.requiredSection("model", "model"));
  const decisions = checkDecisions(top.requiredSection("decisions", "decisions"));
  const training = checkTraining(top.requiredSection("training", "training"), decisions?.outputFormat);
  checkDeployment(top.section("deployment"));
  checkContextUse(
    top,
    [...indicators.values()].some((indicator) => (indicator?.dataSource ?? null) !== null),
  );
  for (const key of ignoredKeys) top.ignore(key);
  top.finish();
  if (name === undefined || decisions === undefined || training === undefined) return null;
  return {
    name,
    description,
    version,
    ...data,
    indicators: [...indicators.values()].filter((indicator) => indicator !== null),
    fuzzySets: [...fuzzySets.values()].filter((set) => set !== null),
    inputs: checked.entries.map((entry) => entry.input),
    model,
    decisions,
    training,
  };
}

function readDescription(top: SectionReader): string | null {
  const node = top.node("description");
  if (node === undefined || (node.kind === "scalar" && node.type === "null")) return null;
  return top.optional("description", { schema: z.string(), expected: "text" }) ?? null;
}

function checkContextUse(top: SectionReader, isUsed: boolean): void {
  const node = top.node("context_data");
  if (isUsed || node?.kind !== "list" || node.items.length === 0) return;
  const hint = "Name one of its sources as data_source of an indicator";
  top.warnAtKey("context_data", `No indicator uses "context_data"`, { hint });
}

function readName(top: SectionReader): string | undefined {
  const rule = nameRule();
  const node = top.node("name");
  const plain = node?.kind === "scalar" && node.type === "text"
    ? node.text.trim().replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^[_-]+|[_-]+$/g, "")
    : "";
  if (node?.kind !== "scalar" || node.text === plain || !safeParse(rule.schema, plain).success) {
    return top.required("name", rule);
  }
  const repair = { kind: "set", at: top.stepsTo("name"), to: plain } as const;
  top.mismatch(node, { key: "name", expected: rule.expected, repair });
  return undefined;
}

function nameRule(): ValueRule<string> {
  return {
    schema: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/),
    expected: `letters, digits, "_" and "-", the first a letter or digit`,
  };
}
