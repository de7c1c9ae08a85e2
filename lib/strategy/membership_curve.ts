import type { MembershipDefinition } from "./strategy.ts";

/** The form of a membership function. */
type MembershipShape = Pick<MembershipDefinition, "type" | "parameters">;

/** A place on a curve: a value of the indicator, and its degree from 0 to 1. */
export interface CurvePlace {
  value: number;
  degree: number;
}

/** A bell is drawn as far as this many widths from its centre: its degree is 0.0003 there. */
const bellReach = 4;
const bellPlaces = 81;

/**
 * The places that straight lines join to the curve of a membership function: the corners of a triangle or trapezoid, and
 * enough of a bell exp(−½((x − mean)/sigma)²) to look round.
 */
export function membershipCurve({ type, parameters }: MembershipShape): CurvePlace[] {
  if (type !== "gaussian") {
    const [first, last] = [0, parameters.length - 1];
    return parameters.map((value, corner) => ({
      value,
      degree: corner === first || corner === last ? 0 : 1,
    }));
  }
  const [mean, sigma] = parameters;
  return Array.from({ length: bellPlaces }, (_, place) => {
    const distance = (2 * place / (bellPlaces - 1) - 1) * bellReach;
    return { value: mean + distance * sigma, degree: Math.exp(-0.5 * distance * distance) };
  });
}
