/**
 * The features of a strategy, in the words of the numbers.
 * @module
 */
import { resolveFeatures } from "../../../strategy/resolve_features.ts";
import type { Strategy } from "../../../strategy/strategy.ts";
import type { TimeframeFeatureSpec } from "../../domain/features/timeframe_features.ts";

/** One spec for each input of the network, in their order. */
export function toFeatureSpecs(strategy: Strategy): TimeframeFeatureSpec[] {
  return resolveFeatures(strategy).map((feature) => ({
    id: feature.featureId,
    timeframe: feature.timeframe,
    indicator: feature.indicator,
    output: feature.output,
    ...(feature.membershipFunction === null ? {} : { membership: feature.membershipFunction }),
    ...(feature.normalization === null ? {} : { normalization: feature.normalization }),
  }));
}
