import { checkFuzzyConfig } from "./check_fuzzy_config.ts";
import { migrateStrategy } from "../migration/migrate_strategy.ts";
import type { StrategyProblem } from "../strategy_problem.ts";
import { writeFuzzyConfig } from "./write_fuzzy_config.ts";

/** What became of a file of fuzzy sets that was to be written in the current form. */
type FuzzyConfigUpgrade =
  | { readonly status: "upgraded"; readonly text: string; readonly losses: readonly StrategyProblem[] }
  /** It is in the current form. */
  | { readonly status: "current" }
  /** It cannot be understood, for these reasons. */
  | { readonly status: "refused"; readonly problems: readonly StrategyProblem[] };

/**
 * Writes fuzzy sets in the form of {@linkcode writeFuzzyConfig}. A strategy of version 1 or 2 becomes one of version 3, and
 * keeps its comments. Never throws.
 */
export function upgradeFuzzyConfig(source: string): FuzzyConfigUpgrade {
  const { sets, problems, form } = checkFuzzyConfig(source);
  if (form === "list") return upgradeStrategy(source);
  if (form === "current") return { status: "current" };
  return sets === null
    ? { status: "refused", problems }
    : { status: "upgraded", text: writeFuzzyConfig(sets), losses: [] };
}

function upgradeStrategy(source: string): FuzzyConfigUpgrade {
  const migration = migrateStrategy(source);
  if (migration.status !== "migrated") return migration;
  return { status: "upgraded", text: migration.text, losses: migration.losses };
}
