/**
 * The indicators that the engine can calculate, under the names that the API has for them.
 * @module
 */
import type { IndicatorCategoryName } from "../../../contract/indicator.ts";
import { findIndicatorType, indicatorTypes } from "../../../indicators/catalog.ts";
import type { IndicatorParameter } from "../../../indicators/parameter_shapes.ts";
import type { IndicatorType } from "../../../indicators/indicator.ts";
import { parameterRule, suggestIndicatorType } from "../../../strategy/checks/indicator_rules.ts";
import { codedDetailError } from "../service_error.ts";

/** One indicator. */
export interface IndicatorListing {
  /** The API's name for it, such as `RSIIndicator`. */
  readonly id: string;
  /** The id without the word indicator. */
  readonly name: string;
  readonly category: IndicatorCategoryName;
  readonly type: IndicatorType;
  readonly parameters: readonly ListedParameter[];
}

/** One parameter of an indicator. */
export interface ListedParameter extends IndicatorParameter {
  /** What it takes, in words: `a whole number from 2 to 100`. */
  readonly expected: string;
}

/** Every indicator, by the name of its type. */
export function listIndicators(): IndicatorListing[] {
  return indicatorTypes.map(describe);
}

/**
 * The indicator of a name: the API's id, the type of a strategy file or one of its aliases, in any case, also with `_`
 * or `-` between the words and `Indicator` at the end. Throws a 400 for any other.
 */
export function findIndicator(name: string): IndicatorListing {
  const plain = name.toLowerCase().replace(/[\s_-]+/g, "");
  const short = plain.replace(/indicator$/, "");
  const type = findIndicatorType(plain) ?? findIndicatorType(short);
  if (type !== null) return describe(type);
  const suggestion = suggestIndicatorType(short);
  // Tried where blanks begin, and not from each of them.
  const written = name.replace(/(?<![\s_-])[\s_-]*indicator$/i, "") || name;
  throw codedDetailError(400, {
    code: "CONFIG-UnknownIndicator",
    message: `Unknown indicator: ${written}` +
      (suggestion === undefined ? "; see GET /indicators/" : `; did you mean "${suggestion}"?`),
    details: { indicator_id: name, ...suggestion === undefined ? {} : { suggestion } },
  });
}

function describe(type: IndicatorType): IndicatorListing {
  const { id, category } = type;
  return {
    id,
    name: id.replace(/Indicator$/, ""),
    category,
    type,
    parameters: type.parameters.map((one) => ({ ...one, expected: parameterRule(one).expected })),
  };
}
