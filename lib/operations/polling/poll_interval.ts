/** What the pace of polling depends on, in milliseconds. */
export interface PollPace {
  /** Since the watch began. */
  elapsed: number;
  /** Since the operation last showed a change. */
  unchanged: number;
}

/**
 * Milliseconds until the next poll: 300 at first, 1,000 after 10 s (servers refresh once a second), then a fifth of
 * the time in which nothing changed, up to 5,000.
 */
export function pollInterval(pace: PollPace): number {
  if (pace.elapsed < 10_000) return 300;
  return Math.min(5_000, Math.max(1_000, pace.unchanged / 5));
}
