/**
 * The fuzzy sets that the engine knows: those of the stored strategies.
 * @module
 */
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import type { FuzzySetDefinition, IndicatorDefinition } from "../../../strategy/strategy.ts";
import { suggestName } from "../../../strategy/suggest_name.ts";
import type { Engine } from "../engine.ts";
import { codedDetailError } from "../service_error.ts";

/** A fuzzy set of a stored strategy. */
export interface KnownFuzzySet {
  /** `<strategy>.<fuzzy set>`; no other has it. */
  readonly id: string;
  readonly strategyName: string;
  readonly set: FuzzySetDefinition;
  /** The indicator it looks at. */
  readonly indicator: IndicatorDefinition;
}

/** The fuzzy sets of the stored strategies that are valid. A strategy is read when it is first needed, and not again. */
export class KnownFuzzySets {
  readonly #strategies: Engine["store"]["strategies"];
  readonly #read = new Map<string, readonly KnownFuzzySet[]>();

  constructor({ store }: Engine) {
    this.#strategies = store.strategies;
  }

  /** All of them, by strategy and then as written. */
  list(): KnownFuzzySet[] {
    return this.#strategies.list().flatMap((strategyName) => this.#ofStrategy(strategyName));
  }

  /**
   * The fuzzy set of a name: its id, or its name in its strategy where no other strategy means something else by it.
   * Undefined if there is none. Throws a 400 for a name that means several things.
   */
  find(name: string): KnownFuzzySet | undefined {
    const exact = this.#findExact(name);
    if (exact !== undefined) return exact;
    const candidates = this.list().filter(({ set }) => set.id === name);
    if (new Set(candidates.map(meaning)).size <= 1) return candidates.at(0);
    const ids = candidates.map(({ id }) => id);
    throw codedDetailError(400, {
      code: "CONFIG-AmbiguousFuzzyIndicator",
      message: `Several strategies have different fuzzy sets "${name}", expected one of ${ids.join(", ")}`,
      details: { indicator: name, candidates: ids },
    });
  }

  /** The fuzzy set of a name. Throws a 400 where there is none, or several. */
  require(name: string): KnownFuzzySet {
    const found = this.find(name);
    if (found !== undefined) return found;
    const known = this.list();
    throw codedDetailError(400, {
      code: "CONFIG-UnknownFuzzyIndicator",
      message: `Unknown fuzzy indicator: ${name}${describeAvailable(name, known)}`,
      details: { indicator: name, available: known.map(({ id }) => id) },
    });
  }

  /** The fuzzy set of an id, which begins with the strategy: no other is read. */
  #findExact(id: string): KnownFuzzySet | undefined {
    const [strategyName] = id.split(".", 1);
    if (!this.#strategies.list().includes(strategyName)) return undefined;
    return this.#ofStrategy(strategyName).find((known) => known.id === id);
  }

  #ofStrategy(strategyName: string): readonly KnownFuzzySet[] {
    const known = this.#read.get(strategyName) ??
      readFuzzySets(this.#strategies.read(strategyName), strategyName);
    this.#read.set(strategyName, known);
    return known;
  }
}

function readFuzzySets(text: string | null, strategyName: string): readonly KnownFuzzySet[] {
  const { strategy } = checkStrategy(text ?? "");
  return (strategy?.fuzzySets ?? []).flatMap((set) => {
    const indicator = strategy?.indicators.find(({ id }) => id === set.indicatorId);
    return indicator === undefined ? [] : [{ id: `${strategyName}.${set.id}`, strategyName, set, indicator }];
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
