/** Every timeframe the API knows, shortest first. */
export const timeframeNames = ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w", "1M"] as const;

/** One of {@linkcode timeframeNames}. */
export type Timeframe = typeof timeframeNames[number];
