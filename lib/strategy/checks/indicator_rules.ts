/**
 * What a strategy may say of an indicator.
 * @module
 */
import { findIndicatorType, indicatorTypes } from "../../indicators/catalog.ts";
import type { IndicatorParameter } from "../../indicators/parameter_shapes.ts";
import { oldIndicatorTypes } from "../repairs/old_words.ts";
import { suggestName } from "../suggest_name.ts";
import { anyNumber, choice, flag, type ValueRule, wholeNumber } from "./value_rule.ts";

/** The type name that was probably meant by a misspelt one. */
export function suggestIndicatorType(name: string): string | undefined {
  return suggestName(name, indicatorTypes.flatMap((type) => [type.name, ...type.aliases]));
}

/**
 * The type that another name of it stands for: an old word, the name with other capitals or with "_" in it, or with its
 * numbers behind it, as in `rsi_14`.
 */
export function knownIndicatorType(name: string): string | undefined {
  const plain = name.trim().toLowerCase().replaceAll("-", "_");
  const bare = plain.replace(/(_\d+(\.\d+)?)+$/, "");
  const old = [plain, bare].find((word) => Object.hasOwn(oldIndicatorTypes, word));
  if (old !== undefined) return oldIndicatorTypes[old];
  return [plain, bare].map((word) => findIndicatorType(word.replaceAll("_", ""))?.name).find((type) =>
    type !== undefined
  );
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
