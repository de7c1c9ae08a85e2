/**
 * Everything that makes a training what it is, as it is kept with its operation.
 * @module
 */
import * as z from "zod";
import { seriesNoteSchema } from "../bars/symbol_bars.ts";

/** A training in JSON. Times are milliseconds since the epoch, both inclusive; the text is that of the strategy. */
export const trainingRequestSchema = z.object({
  strategyName: z.string(),
  strategyText: z.string(),
  symbols: z.array(z.string()),
  timeframes: z.array(z.string()),
  /** The timeframe whose bars are labelled. */
  baseTimeframe: z.string(),
  /** As the request had them. */
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  /** First and last labelled bar of any symbol. */
  firstTime: z.number(),
  lastTime: z.number(),
  /** The stored bars of each symbol and timeframe. */
  series: z.array(seriesNoteSchema),
  split: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  seed: z.number(),
});

/** A training in JSON. */
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;
