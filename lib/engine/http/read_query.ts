/**
 * Query parameters, refused in the words of the API.
 * @module
 */
import { type FieldProblem, validationError } from "../services/service_error.ts";
import { listChoices } from "../services/parse_body.ts";

/** Which number a parameter takes. */
interface NumberParameter {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** One of the choices, or undefined when the parameter is not there. Throws a 422. */
export function readChoice<Choice extends string>(
  query: URLSearchParams,
  { name, choices }: { readonly name: string; readonly choices: readonly Choice[] },
): Choice | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw refuse(name, { message: `Input should be ${listChoices(choices)}`, type: "enum" });
}

/** {@linkcode readChoice} of a parameter that must be there. Throws a 422. */
export function requireChoice<Choice extends string>(
  query: URLSearchParams,
  parameter: { readonly name: string; readonly choices: readonly Choice[] },
): Choice {
  const choice = readChoice(query, parameter);
  if (choice === undefined) throw refuse(parameter.name, { message: "Field required", type: "missing" });
  return choice;
}

/** The text of a parameter that must be there and not be empty. Throws a 422. */
export function readRequired(query: URLSearchParams, name: string): string {
  const text = query.get(name);
  if (text === null || text === "") throw refuse(name, { message: "Field required", type: "missing" });
  return text;
}

/** A whole number within its bounds, or undefined when the parameter is not there. Throws a 422. */
export function readInteger(query: URLSearchParams, parameter: NumberParameter): number | undefined {
  const text = query.get(parameter.name);
  if (text === null) return undefined;
  if (!/^[+-]?\d+$/.test(text.trim())) {
    throw refuse(parameter.name, {
      message: "Input should be a valid integer, unable to parse string as an integer",
      type: "int_parsing",
    });
  }
  return requireBounds(Number(text), parameter);
}

/** A number within its bounds, or undefined when the parameter is not there. Throws a 422. */
export function readNumber(query: URLSearchParams, parameter: NumberParameter): number | undefined {
  const text = query.get(parameter.name);
  if (text === null) return undefined;
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) {
    throw refuse(parameter.name, {
      message: "Input should be a valid number, unable to parse string as a number",
      type: "float_parsing",
    });
  }
  return requireBounds(value, parameter);
}

/** True or false; false when the parameter is not there. Throws a 422. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const text = (query.get(name) ?? "false").toLowerCase();
  if (["true", "1", "yes", "on", "t", "y"].includes(text)) return true;
  if (["false", "0", "no", "off", "f", "n"].includes(text)) return false;
  throw refuse(name, {
    message: "Input should be a valid boolean, unable to interpret input",
    type: "bool_parsing",
  });
}

function requireBounds(value: number, { name, minimum, maximum }: NumberParameter): number {
  if (value < minimum) {
    throw refuse(name, {
      message: `Input should be greater than or equal to ${minimum}`,
      type: "greater_than_equal",
    });
  }
  if (value > maximum) {
    throw refuse(name, {
      message: `Input should be less than or equal to ${maximum}`,
      type: "less_than_equal",
    });
  }
  return value;
}

function refuse(name: string, problem: Omit<FieldProblem, "field">) {
  return validationError([{ field: `query -> ${name}`, ...problem }]);
}
