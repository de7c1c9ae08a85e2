/**
 * What an indicator is: what a strategy may say of it, and a function from bars to columns.
 * @module
 */
import type { IndicatorParameter, ParameterShape } from "./parameter_shapes.ts";

/** The columns of bars that indicators are made of, of equal length, oldest bar first. */
export interface PriceColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Parameters by name, complete: whoever asks has filled in the defaults. */
export type IndicatorParameters = Readonly<Record<string, number | string | boolean>>;

/**
 * Output columns by name, each as long as the bars; the first one is the primary output.
 * An indicator with one output calls it `"value"`. NaN marks a missing value.
 */
export type IndicatorOutputs = ReadonlyMap<string, Float64Array>;

/** An indicator that a strategy can use. */
export interface IndicatorType {
  /** The API's name for it, such as `RSIIndicator`. */
  readonly id: string;
  /** The canonical name in a strategy file. */
  readonly name: string;
  /** Other names it answers to, in lower case. */
  readonly aliases: readonly string[];
  /** The API's group of it. */
  readonly category: "trend" | "momentum" | "volatility" | "volume" | "multi_purpose";
  readonly description: string;
  readonly parameters: readonly IndicatorParameter[];
  /** The columns it gives, the primary one first; `["value"]` if there is only one. */
  readonly outputs: readonly string[];
  /** Of one whose values are made of later bars: what is known only later. */
  readonly looksAhead?: string;
  /** Whether its values mean nothing where prices are 0 or below, since it divides by them. */
  readonly dividesByPrices?: true;
}

/** An indicator with its computation. */
export interface Indicator extends IndicatorType {
  /** The name messages use. */
  readonly title: string;
  /** The fewest bars it can be computed on; throws RangeError for a parameter out of range. */
  minimumBars(parameters: IndicatorParameters): number;
  /** The output columns; called with at least `minimumBars` bars. Throws RangeError for a bad parameter. */
  compute(bars: PriceColumns, parameters: IndicatorParameters): IndicatorOutputs;
}

interface IndicatorShape extends
  Pick<
    Indicator,
    "category" | "title" | "description" | "looksAhead" | "dividesByPrices" | "minimumBars" | "compute"
  > {
  aliases?: readonly string[];
  parameters?: Readonly<Record<string, ParameterShape>>;
  outputs?: readonly string[];
}

/** The name is the id without the word indicator; a type answers to both. */
export function defineIndicator(id: string, shape: IndicatorShape): Indicator {
  const { aliases = [], parameters = {}, outputs = ["value"], ...facts } = shape;
  const name = id.replace(/Indicator$/, "").toLowerCase();
  const otherNames = [...aliases, id.toLowerCase()].filter((other) => other !== name);
  return {
    id,
    name,
    aliases: otherNames,
    parameters: Object.entries(parameters).map(([parameter, rest]) => ({ name: parameter, ...rest })),
    outputs,
    ...facts,
  };
}

/** The outputs of an indicator that has one column. */
export function singleOutput(values: Float64Array): IndicatorOutputs {
  return new Map([["value", values]]);
}
