/**
 * Membership functions: how much a value belongs to a fuzzy class, from 0 (not at all) to 1 (fully).
 * @module
 */

/**
 * A membership function. Parameters: triangular a, b, c and trapezoidal a, b, c, d, ascending, where the degree
 * leaves 0, reaches 1, leaves 1 and is 0 again; gaussian centre and width (one standard deviation, above 0).
 */
export interface MembershipFunction {
  readonly type: "triangular" | "trapezoidal" | "gaussian";
  readonly parameters: readonly number[];
}

/**
 * Membership degree of each value; NaN where the value is NaN.
 * Throws RangeError when the parameters do not fit the type.
 */
export function fuzzify(values: Float64Array, membership: MembershipFunction): Float64Array {
  const degree = degreeFunction(membership);
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = degree(values[i]);
  return result;
}

/**
 * Membership degree of one value, 0 to 1; NaN for NaN.
 *
 * A triangle with b = a or b = c is 1 at b and 0 beyond it. A trapezoid is 0 at its outer corners a and d, also
 * where a = b or c = d. Outside the support a degree is always 0: no shape has a shoulder.
 * Throws RangeError when the parameters do not fit the type.
 */
export function membershipDegree(x: number, membership: MembershipFunction): number {
  return degreeFunction(membership)(x);
}

/** Membership degree of a value. */
export type Degree = (x: number) => number;

/**
 * {@linkcode membershipDegree} of one membership function, for many values.
 * Throws RangeError when the parameters do not fit the type.
 */
export function degreeFunction(membership: MembershipFunction): Degree {
  checkParameters(membership);
  switch (membership.type) {
    case "triangular":
      return triangular(membership.parameters);
    case "trapezoidal":
      return trapezoidal(membership.parameters);
    case "gaussian":
      return gaussian(membership.parameters);
  }
}

function triangular([a, b, c]: readonly number[]): Degree {
  const rise = slope(a, b);
  const fall = slope(b, c);
  return (x) => {
    if (Number.isNaN(x)) return NaN;
    if (x === b) return 1;
    if (x <= a || x >= c) return 0;
    return x < b ? (x - a) / rise : (c - x) / fall;
  };
}

function trapezoidal([a, b, c, d]: readonly number[]): Degree {
  const rise = slope(a, b);
  const fall = slope(c, d);
  return (x) => {
    if (Number.isNaN(x)) return NaN;
    if (x <= a || x >= d) return 0;
    if (x < b) return (x - a) / rise;
    return x <= c ? 1 : (d - x) / fall;
  };
}

/** Length of a slope, never 0. */
function slope(from: number, to: number): number {
  return Math.max(to - from, Number.EPSILON);
}

function gaussian([centre, width]: readonly number[]): Degree {
  return (x) => {
    const distance = (x - centre) / width;
    return Math.exp(-0.5 * distance * distance);
  };
}

const parameterNames = {
  triangular: ["a", "b", "c"],
  trapezoidal: ["a", "b", "c", "d"],
  gaussian: ["centre", "width"],
} as const;

function checkParameters({ type, parameters }: MembershipFunction): void {
  const names = parameterNames[type];
  const got = `got "${parameters.join(", ")}"`;
  if (parameters.length !== names.length) {
    throw new RangeError(
      `A ${type} membership function needs ${names.length} parameters (${names.join(", ")}), ${got}`,
    );
  }
  if (!parameters.every(Number.isFinite)) {
    throw new RangeError(`A ${type} membership function needs finite parameters, ${got}`);
  }
  if (type === "gaussian") {
    if (parameters[1] <= 0) {
      throw new RangeError(`A gaussian membership function needs a width above 0, ${got}`);
    }
  } else if (parameters.some((value, i) => i > 0 && value < parameters[i - 1])) {
    throw new RangeError(`A ${type} membership function needs ${names.join(" ≤ ")}, ${got}`);
  }
}
