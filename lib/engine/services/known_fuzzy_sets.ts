/**
 * The fuzzy sets that the engine knows: those of the stored strategies.
 * @module
 */
import { checkStrategy } from "../../strategy/check_strategy.ts";
import type { FuzzySetDefinition, IndicatorDefinition } from "../../strategy/strategy.ts";
import { suggestName } from "../../strategy/suggest_name.ts";
import type { Engine } from "./engine.ts";
import { codedDetailError } from "./service_error.ts";

/** A fuzzy set of a stored strategy. */
export interface KnownFuzzySet {
  /** `<strategy>.<fuzzy set>`; no other has it. */
  readonly id: string;
  readonly strategyName: string;
  readonly set: FuzzySetDefinition;
  /** The indicator it looks at. */
  readonly indicator: IndicatorDefinition;
}

/** Every fuzzy set of every stored strategy that is valid, by strategy and then as written. */
export function listFuzzySets({ store }: Engine): KnownFuzzySet[] {
  return store.strategies.list().flatMap((strategyName) => {
    const { strategy } = checkStrategy(store.strategies.read(strategyName) ?? "");
    return (strategy?.fuzzySets ?? []).flatMap((set) => {
      const indicator = strategy?.indicators.find(({ id }) => id === set.indicatorId);
      return indicator === undefined
        ? []
        : [{ id: `${strategyName}.${set.id}`, strategyName, set, indicator }];
    });
  });
}

/**
 * The fuzzy set of a name: its id, or its name in its strategy where no other strategy means something else by it.
 * Undefined if there is none. Throws a 400 for a name that means several things.
 */
export function findFuzzySet(known: readonly KnownFuzzySet[], name: string): KnownFuzzySet | undefined {
  const exact = known.find(({ id }) => id === name);
  if (exact !== undefined) return exact;
  const candidates = known.filter(({ set }) => set.id === name);
  if (new Set(candidates.map(meaning)).size <= 1) return candidates.at(0);
  const ids = candidates.map(({ id }) => id);
  throw codedDetailError(400, {
    code: "CONFIG-AmbiguousFuzzyIndicator",
    message: `Several strategies have different fuzzy sets "${name}", expected one of ${ids.join(", ")}`,
    details: { indicator: name, candidates: ids },
  });
}

/** The fuzzy set of a name. Throws a 400 where there is none, or several. */
export function requireFuzzySet(known: readonly KnownFuzzySet[], name: string): KnownFuzzySet {
  const found = findFuzzySet(known, name);
  if (found !== undefined) return found;
  const available = known.map(({ id }) => id);
  throw codedDetailError(400, {
    code: "CONFIG-UnknownFuzzyIndicator",
    message: `Unknown fuzzy indicator: ${name}${describeAvailable(name, known)}`,
    details: { indicator: name, available },
  });
}

function describeAvailable(name: string, known: readonly KnownFuzzySet[]): string {
  if (known.length === 0) return "; no stored strategy has fuzzy sets";
  const suggestion = suggestName(name, known.flatMap(({ id, set }) => [set.id, id]));
  return suggestion === undefined
    ? ` (known: ${known.map(({ id }) => id).join(", ")})`
    : `; did you mean "${suggestion}"?`;
}

/** The same for two fuzzy sets that give the same degrees. */
function meaning({ set, indicator }: KnownFuzzySet): string {
  const { type, parameters, dataSource } = indicator;
  return JSON.stringify([type, parameters, dataSource, set.output, set.memberships]);
}
