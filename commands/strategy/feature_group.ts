/** What `strategy features` can list features by. */
export const featureGroups = ["none", "timeframe", "fuzzy_set"] as const;

/** One of the ways to group features. */
export type FeatureGroup = typeof featureGroups[number];
