/**
 * What a strategy may say of an indicator.
 * @module
 */
import { indicatorTypes } from "../../indicators/catalog.ts";
import type { IndicatorParameter } from "../../indicators/parameter_shapes.ts";
import { suggestName } from "../suggest_name.ts";
import { anyNumber, choice, flag, type ValueRule, wholeNumber } from "./value_rule.ts";

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
