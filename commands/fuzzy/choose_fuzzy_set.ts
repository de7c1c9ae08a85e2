/**
 * The fuzzy set that the user means.
 * @module
 */
import { UsageError } from "../../lib/errors.ts";
import type { ConfiguredFuzzySet } from "../../lib/strategy/fuzzy_config/check_fuzzy_config.ts";
import { findIndicatorType } from "../../lib/indicators/catalog.ts";
import { fuzzyTemplateNames, templateOfType } from "../../lib/strategy/fuzzy_config/fuzzy_templates.ts";
import type { Context } from "../program/context.ts";
import { chooseIndicator, type ChosenIndicator, readShortForm } from "../indicator/choose_indicator.ts";
import { readFuzzyConfig, requireFuzzySets } from "./fuzzy_config.ts";

/** What the user says of a fuzzy set. */
export interface FuzzySetWish {
  /** An indicator as a trader calls it, which may bring its period (RSI:9), or the id of a fuzzy set or indicator in the file. */
  indicator: string;
  /** Bars. */
  period?: number | undefined;
  /** The file of fuzzy sets, or a strategy. Without it a template is taken. */
  config?: string | undefined;
  /** The id of the fuzzy set in the file. */
  set?: string | undefined;
}

/** A fuzzy set, and the indicator to fuzzify. */
export interface ChosenFuzzySet {
  set: ConfiguredFuzzySet;
  /** The name of the indicator's values: `RSI_14`. */
  name: string;
  /** The type of the indicator, as a strategy names it. */
  type: string;
  parameters: Readonly<Record<string, number | string | boolean>>;
}

/**
 * Finds the fuzzy set of a wish, in its file or among the templates. A period in the wish decides among several, and
 * where there is only one it takes the place of the file's. Throws UsageError for none, or several.
 */
export async function chooseFuzzySet(context: Context, wish: FuzzySetWish): Promise<ChosenFuzzySet> {
  if (wish.config === undefined) {
    return fromTemplate(wish, chooseIndicator({ type: wish.indicator, period: wish.period }));
  }
  const known = requireFuzzySets(context, await readFuzzyConfig(context, wish.config));
  const isId = known.some(({ id, indicator }) => [id, indicator.id].includes(wish.indicator));
  const { type: indicator, period } = isId
    ? { type: wish.indicator, period: wish.period }
    : readShortForm({ type: wish.indicator, period: wish.period });
  const set = pickSet(known, { ...wish, indicator, period });
  const own = set.indicator.parameters;
  const parameters = period === undefined
    ? own
    : { ...own, ...chooseIndicator({ type: set.indicator.type, period }).parameters, ...sourceOf(own) };
  const length = parameters.period;
  const { type } = set.indicator;
  const [primary] = findIndicatorType(type)?.outputs ?? [];
  const output = primary === undefined || set.output === primary ? "" : `.${set.output}`;
  return { set, name: (length === undefined ? type : `${type}_${length}`) + output, type, parameters };
}

function fromTemplate(wish: FuzzySetWish, { name, type, parameters }: ChosenIndicator): ChosenFuzzySet {
  const set = type === null ? undefined : templateOfType(type.name);
  if (wish.set !== undefined) {
    throw new UsageError(`--set is '${wish.set}', but there is no --config with fuzzy sets`);
  }
  if (type === null || set === undefined) {
    throw new UsageError(`There are no fuzzy sets for '${wish.indicator}' to start with`, {
      hint: `Name a file of fuzzy sets or a strategy with --config; templates: ${
        fuzzyTemplateNames.slice(2).join(", ")
      }`,
    });
  }
  return { set, name, type: type.name, parameters: { ...set.indicator.parameters, ...parameters } };
}

function pickSet(known: readonly ConfiguredFuzzySet[], wish: FuzzySetWish): ConfiguredFuzzySet {
  const candidates = wish.set === undefined
    ? narrow(known.filter((one) => isMeant(one, wish.indicator)), wish.period)
    : known.filter(({ id }) => id === wish.set);
  if (candidates.length === 1) return candidates[0];
  const ids = (candidates.length === 0 ? known : candidates).map(({ id }) => id).join(", ");
  const meant = wish.set === undefined ? wish.indicator : wish.set;
  throw candidates.length === 0
    ? new UsageError(`'${wish.config}' has no fuzzy set of '${meant}', expected one of ${ids}`)
    : new UsageError(`'${wish.config}' has several fuzzy sets of '${meant}': ${ids}`, {
      hint: "Choose one with --set <id>",
    });
}

function isMeant({ id, indicator }: ConfiguredFuzzySet, wanted: string): boolean {
  const name = wanted.trim().toLowerCase();
  if ([id.toLowerCase(), indicator.id.toLowerCase()].includes(name)) return true;
  return chooseIndicator({ type: wanted }).type?.name === indicator.type;
}

function narrow(
  candidates: readonly ConfiguredFuzzySet[],
  period: number | undefined,
): readonly ConfiguredFuzzySet[] {
  const same = candidates.filter(({ indicator }) => indicator.parameters.period === period);
  return candidates.length > 1 && same.length > 0 ? same : candidates;
}

/** The file's own choice of a price stays. */
function sourceOf({ source }: ChosenFuzzySet["parameters"]): { source?: number | string | boolean } {
  return source === undefined ? {} : { source };
}
