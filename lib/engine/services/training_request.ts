/**
 * Everything that makes a training what it is, as it is kept with its operation.
 * @module
 */
import * as z from "zod";

/** A training in JSON. Times are milliseconds since the epoch, both inclusive; the text is that of the strategy. */
export const trainingRequestSchema = z.object({
  strategyName: z.string(),
  strategyText: z.string(),
  symbol: z.string(),
  timeframe: z.string(),
  /** As the request had them. */
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  /** First and last bar, and how many there were. */
  firstTime: z.number(),
  lastTime: z.number(),
  barCount: z.number(),
  split: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  seed: z.number(),
});

/** A training in JSON. */
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;
