/**
 * Everything that makes a backtest what it is, as it is kept with its operation.
 * @module
 */
import * as z from "zod";
import { seriesNoteSchema } from "../bars/symbol_bars.ts";

/** A backtest in JSON. Times are milliseconds since the epoch, both inclusive. */
export const backtestRequestSchema = z.object({
  strategyName: z.string(),
  modelId: z.string(),
  modelPath: z.string(),
  symbol: z.string(),
  /** The timeframe whose bars are traded. */
  timeframe: z.string(),
  /** The period asked for. */
  startTime: z.number(),
  endTime: z.number(),
  /** The stored bars of each timeframe in it. */
  series: z.array(seriesNoteSchema),
  initialCapital: z.number(),
  commission: z.number(),
  slippage: z.number(),
});

/** A backtest in JSON. */
export type BacktestRequest = z.infer<typeof backtestRequestSchema>;
