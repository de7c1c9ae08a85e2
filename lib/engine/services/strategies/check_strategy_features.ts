/**
 * Checking the features of a strategy for look-ahead and warm-up on stored bars.
 * @module
 */
import type * as z from "zod";
import type { backtestCheckRequestSchema } from "../../../contract/backtest_check.ts";
import { warmUpBars } from "../../domain/backtest/check_backtest.ts";
import type { Bars } from "../../domain/bars.ts";
import { checkFeatures, type FeatureFinding } from "../../domain/features/check_features.ts";
import { requireBars } from "../../domain/features/timeframe_features.ts";
import { nextTurn } from "../../jobs/next_turn.ts";
import { requireSupported } from "./engine_support.ts";
import type { Engine } from "../engine.ts";
import { toFeatureSpecs } from "./feature_specs.ts";
import { readStrategy } from "./read_strategy.ts";
import { detailError } from "../service_error.ts";
import { readPeriod } from "../bars/stored_bars.ts";
import { cutBars, readSymbolBars } from "../bars/symbol_bars.ts";

/** What was found of a feature, with what it is made of. */
export interface CheckedFeature extends FeatureFinding {
  readonly timeframe: string;
  readonly indicator: string;
  /** When the first row that changed starts; null where none did. Milliseconds since the epoch. */
  readonly firstChangeTime: number | null;
}

/** A strategy whose features were checked. Times are milliseconds since the epoch, counts are of base bars. */
export interface CheckedStrategy {
  readonly name: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly first: number;
  readonly last: number;
  readonly bars: number;
  readonly cuts: number;
  readonly starts: number;
  readonly warmUp: number;
  readonly features: readonly CheckedFeature[];
}

/**
 * Checks the features of a stored strategy. Throws a 404 for an unknown strategy, a 400 for one with errors, for bars
 * that are not there and for too few of them, a 422 for bad dates, and a 503 once `signal` is aborted. Other requests are
 * answered meanwhile.
 */
export async function checkStrategyFeatures(
  engine: Engine,
  request: z.output<typeof backtestCheckRequestSchema>,
  { signal }: { readonly signal: AbortSignal },
): Promise<CheckedStrategy> {
  const name = request.strategy_name;
  const { strategy } = readStrategy(engine, name, { status: 404 });
  requireSupported(strategy);
  const symbol = (request.symbol ?? strategy.symbols[0]).toUpperCase();
  const base = request.timeframe ?? strategy.baseTimeframe;
  const specs = toFeatureSpecs(strategy);
  const timeframes = [...new Set([base, ...specs.map(({ timeframe }) => timeframe)])];
  const period = readPeriod(request.start_date, request.end_date);
  await engine.served.update(timeframes.map((timeframe) => ({ symbol, timeframe })));
  const { series } = cutBars(readSymbolBars(engine, { symbol, timeframes, ...period }));
  const { time } = requireBars(series, base);
  const passes = checkFeatures(series, { base, specs, warmUp: warmUpBars });
  const found = await refuseFewBars(`${symbol} ${base}`, () => runInTurns(passes, signal));
  return {
    name,
    symbol,
    timeframe: base,
    first: time[0],
    last: time[time.length - 1],
    bars: found.rows,
    cuts: found.cuts,
    starts: found.starts,
    warmUp: warmUpBars,
    features: found.features.map((finding, index) => ({
      ...finding,
      timeframe: specs[index].timeframe,
      indicator: specs[index].indicator.type,
      firstChangeTime: timeAt(time, finding.firstChange),
    })),
  };
}

function timeAt(time: Bars["time"], row: number | null): number | null {
  return row === null ? null : time[row];
}

/** Lets everything else have its turn between two passes, which block the thread. Rejects with a 503 once it is aborted. */
async function runInTurns<Result>(passes: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    const { done, value } = passes.next();
    if (done) return value;
    await nextTurn();
    if (signal.aborted) {
      throw detailError(503, "The check was stopped: the client left, or the server is stopping");
    }
  }
}

async function refuseFewBars<T>(bars: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw detailError(400, `The bars of ${bars} cannot be checked: ${error.message}`);
  }
}
