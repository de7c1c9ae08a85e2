import { detectVersion } from "./detect_version.ts";
import { describeNode, type LocatedNode } from "../yaml/located_node.ts";
import { migrateDocument } from "./migrate_document.ts";
import { locateValues, parseYaml } from "../yaml/parse_yaml.ts";
import type { Repair } from "../repairs/repair.ts";
import { repairStrategy } from "../repairs/repair_strategy.ts";
import { writtenAs } from "../yaml/written_as.ts";
import { ProblemList, type StrategyProblem } from "../strategy_problem.ts";

/** What became of a strategy that was to be written in version 3. */
type StrategyMigration =
  | {
    readonly status: "migrated";
    /** The strategy in version 3, which need not be valid. */
    readonly text: string;
    /** What version 3 has no place for, as warnings, at its place in the old text. */
    readonly losses: readonly StrategyProblem[];
    /** The words that were replaced by those of version 3. */
    readonly repairs: readonly Repair[];
  }
  /** The strategy is one of version 3. */
  | { readonly status: "current" }
  /** The text is no strategy, for these reasons. */
  | { readonly status: "refused"; readonly problems: readonly StrategyProblem[] };

/**
 * Writes a strategy of version 1 or 2 in version 3, as {@linkcode migrateDocument} says. Comments, blank lines, quotes
 * and the order of keys stay. A file that is only half of version 3 (`indicators` is a mapping, `nn_inputs` is missing, or
 * the other way round) is completed. Words that have one meaning in version 3 are replaced, as the errors of
 * {@linkcode repairStrategy} say.
 *
 * Never throws, and takes bounded time, whatever the text is.
 */
export function migrateStrategy(source: string): StrategyMigration {
  const problems = new ProblemList();
  const parsed = parseYaml(source, problems);
  if (parsed === undefined) return { status: "refused", problems: problems.sorted() };
  const root = locateValues(parsed, problems);
  if (!problems.hasErrors) refuseOther(root, problems);
  if (problems.hasErrors) return { status: "refused", problems: problems.sorted() };
  if (isCurrent(root)) return { status: "current" };
  const { document, locate } = parsed;
  migrateDocument(document, ({ offset, ...loss }) => {
    problems.add(locate(offset), {
      severity: "warning",
      category: "indicators",
      path: "indicators",
      ...loss,
    });
  });
  const written = document.toString(writtenAs(source));
  const text = source.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written;
  const repaired = repairStrategy(text, { certainOnly: true });
  return { status: "migrated", losses: problems.sorted(), ...repaired };
}

/** Reports what no version of a strategy looks like. */
function refuseOther(root: LocatedNode, problems: ProblemList): void {
  const error = { severity: "error", category: "structure" } as const;
  const indicators = root.kind === "map" ? root.entries.get("indicators") : undefined;
  if (detectVersion(root).version === "unknown") {
    const message = "The file is not a strategy: expected a mapping with indicators, fuzzy_sets and so on";
    problems.add({ line: 1, column: 1 }, { ...error, path: "", message });
  } else if (indicators === undefined) {
    problems.add(root.position, {
      ...error,
      path: "",
      message: `Missing "indicators", expected a list or a mapping`,
    });
  } else if (indicators.value.kind === "scalar") {
    const message = `"indicators" must be a list or a mapping, not ${describeNode(indicators.value)}`;
    problems.add(indicators.value.position, { ...error, path: "indicators", message });
  }
}

function isCurrent(root: LocatedNode): boolean {
  return root.kind === "map" && root.entries.get("indicators")?.value.kind === "map" &&
    root.entries.has("nn_inputs");
}
