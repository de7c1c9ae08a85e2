/**
 * The parameters of indicators, and how the catalogue writes them.
 * @module
 */

/** One parameter of an indicator type. */
export interface IndicatorParameter {
  readonly name: string;
  readonly kind: "integer" | "number" | "boolean" | "choice";
  readonly default: number | string | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The value must be greater than this. */
  readonly exclusiveMinimum?: number;
  /** The value must be less than this. */
  readonly exclusiveMaximum?: number;
  readonly choices?: readonly string[];
  /** Of a parameter that changes no output: why. */
  readonly unused?: string;
}

/** A parameter without its name. */
export type ParameterShape = Omit<IndicatorParameter, "name">;

/** A whole number within limits, both included. */
export function whole(initial: number, [minimum, maximum]: [number, number]): ParameterShape {
  return { kind: "integer", default: initial, minimum, maximum };
}

/** A number within limits, both included. */
export function decimal(initial: number, [minimum, maximum]: [number, number]): ParameterShape {
  return { kind: "number", default: initial, minimum, maximum };
}

/** A number above 0, up to a maximum. */
export function factor(initial: number, maximum: number): ParameterShape {
  return { kind: "number", default: initial, exclusiveMinimum: 0, maximum };
}

/** Yes or no. */
export function flag(initial: boolean): ParameterShape {
  return { kind: "boolean", default: initial };
}

/** A parameter that is accepted though it changes nothing. `why` follows a colon. */
export function unused(shape: ParameterShape, why: string): ParameterShape {
  return { ...shape, unused: why };
}

/** One of some words; the first one is the default. */
export function word(choices: readonly [string, ...string[]]): ParameterShape {
  return { kind: "choice", default: choices[0], choices };
}

/** The column of the bars that an indicator is computed on. */
export const source: ParameterShape = {
  kind: "choice",
  default: "close",
  choices: ["open", "high", "low", "close", "volume"],
};
