/**
 * The membership functions of a fuzzy set over one axis of values.
 * @module
 */
import type { ConfiguredFuzzySet } from "../../lib/strategy/fuzzy_config/check_fuzzy_config.ts";
import { type CurvePlace, membershipCurve } from "../../lib/strategy/membership_curve.ts";
import type { MembershipDefinition } from "../../lib/strategy/strategy.ts";

/** One membership function: its degrees at the values of the axis. */
interface DegreeCurve {
  membership: MembershipDefinition;
  degrees: number[];
}

const stepCount = 400;

/** Values in equal steps, from the lowest to the highest that any membership function of the set looks at. */
export function evenAxis(set: ConfiguredFuzzySet): number[] {
  const corners = cornersOf(set);
  const [low, high] = [Math.min(...corners), Math.max(...corners)];
  return Array.from({ length: stepCount + 1 }, (_, step) => low + (high - low) * step / stepCount);
}

/** Like {@linkcode evenAxis}, with every corner of the curves in between. */
export function exactAxis(set: ConfiguredFuzzySet): number[] {
  return [...new Set([...evenAxis(set), ...cornersOf(set)])].sort((a, b) => a - b);
}

/** The curves of a fuzzy set at the values of an axis. */
export function curvesOfSet({ memberships }: ConfiguredFuzzySet, values: readonly number[]): DegreeCurve[] {
  return memberships.map((membership) => {
    const places = membershipCurve(membership);
    return { membership, degrees: values.map((value) => degreeAt(places, value)) };
  });
}

function cornersOf({ memberships }: ConfiguredFuzzySet): number[] {
  return memberships.flatMap((membership) => membershipCurve(membership).map(({ value }) => value));
}

/** Where the straight lines between the places are; 0 beyond them. */
function degreeAt(places: readonly CurvePlace[], value: number): number {
  const exact = places.filter((place) => place.value === value);
  if (exact.length > 0) return Math.max(...exact.map(({ degree }) => degree));
  const next = places.findIndex((place) => place.value > value);
  if (next <= 0) return 0;
  const [left, right] = [places[next - 1], places[next]];
  const share = (value - left.value) / (right.value - left.value);
  return left.degree + share * (right.degree - left.degree);
}
