import type { IndicatorParameter } from "./indicator_parameter.ts";
import { type IndicatorType, indicatorTypes } from "./indicator_types.ts";
import { suggestName } from "./suggest_name.ts";
import { anyNumber, choice, flag, type ValueRule, wholeNumber } from "./checks/value_rule.ts";

export type { IndicatorParameter } from "./indicator_parameter.ts";
export { type IndicatorType, indicatorTypes } from "./indicator_types.ts";

/** The type that goes by this name: canonical, alias or class name, in any case. Null if there is none. */
export function findIndicatorType(name: string): IndicatorType | null {
  const wanted = name.toLowerCase();
  return indicatorTypes.find((type) => type.name === wanted || type.aliases.includes(wanted)) ?? null;
}

/** The type name that was probably meant by a misspelt one. */
export function suggestIndicatorType(name: string): string | undefined {
  return suggestName(name, indicatorTypes.flatMap((type) => [type.name, ...type.aliases]));
}

/** What a value of the parameter must be. */
export function parameterRule(parameter: IndicatorParameter): ValueRule<number | string | boolean> {
  switch (parameter.kind) {
    case "integer":
      return wholeNumber(parameter);
    case "number":
      return anyNumber(parameter);
    case "boolean":
      return flag();
    case "choice":
      return choice(parameter.choices ?? []);
  }
}
