import { safeParse } from "zod/v4/core";
import { findIndicatorType } from "../../indicators/catalog.ts";
import { parameterRule } from "../checks/indicator_rules.ts";
import type { IndicatorDefinition } from "../strategy.ts";

/** The indicator that a name speaks of, and the output of it. */
interface GuessedIndicator extends IndicatorDefinition {
  readonly output: string;
}

/** The name of no type has more words. */
const mostWords = 10;

/**
 * The indicator that a name such as `rsi`, `rsi_14`, `macd_12_26_9` or `macd_signal` speaks of: its type comes first, its
 * numbers are the parameters in their order, and the name of an output chooses that one. What else is in the name says
 * nothing. Undefined where the name starts with no type.
 */
export function guessIndicator(name: string): GuessedIndicator | undefined {
  const words = name.toLowerCase().split(/[_\s.-]+/).filter((word) => word !== "");
  for (let length = Math.min(words.length, mostWords); length > 0; length--) {
    const type = findIndicatorType(words.slice(0, length).join(""));
    if (type === null) continue;
    const rest = words.slice(length);
    const numbers = rest.map(Number).filter((number) => Number.isFinite(number));
    const parameters = Object.fromEntries(type.parameters.map((parameter) => {
      const isNumber = parameter.kind === "integer" || parameter.kind === "number";
      const given = isNumber ? numbers.shift() : undefined;
      const isFitting = given !== undefined && safeParse(parameterRule(parameter).schema, given).success;
      return [parameter.name, isFitting ? given : parameter.default];
    }));
    const named = rest.filter((word) => !Number.isFinite(Number(word))).join("_");
    const output = type.outputs.find((output) => output === named) ?? type.outputs[0];
    return { id: name, type: type.name, parameters, outputs: type.outputs, dataSource: null, output };
  }
  return undefined;
}
