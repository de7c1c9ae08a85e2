/** Recorded runs, and what it takes to play them again. */

import { assert, assertEquals } from "@std/assert";
import { type Bars, sliceBars } from "../../../../lib/engine/domain/bars.ts";
import { parseBarCsv } from "../../../../lib/engine/domain/bar_csv/parse_bar_csv.ts";
import type { DecisionRules } from "../../../../lib/engine/domain/backtest/decide.ts";
import type { Trade } from "../../../../lib/engine/domain/backtest/account.ts";

export interface Decisions {
  output_format: "classification" | "regression";
  confidence_threshold?: number;
  position_awareness?: boolean;
  allow_short_from_flat?: boolean;
  filters?: { min_signal_separation?: number };
  cost_model?: { round_trip_cost: number; min_edge_multiplier: number };
}

export type TradeRow = (number | string | boolean)[];

export interface Case {
  name: string;
  series: string;
  start_date: string;
  end_date: string;
  decisions: Decisions;
  commission: number;
  slippage: number;
  initial_capital: number;
  /** One letter a decided bar; or `outputs`. */
  signals?: string;
  confidence: number | number[];
  output_count?: number;
  outputs?: (number | null)[];
  error?: string;
  final_signals: string;
  positions: string;
  trades: TradeRow[];
  equity_rows: "all" | number[];
  equity: number[];
  metrics: Record<string, number>;
  final_cash: number;
  confidences?: number[];
}

const folder = new URL("../../../golden/", import.meta.url);

export function readGolden<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`backtest/${name}.json`, folder))) as T;
}

export function readSeries(name: string): Bars {
  return parseBarCsv(Deno.readTextFileSync(new URL(`series/${name}.csv`, folder))).bars;
}

/** The bars of a case: both dates inclusive, a date is midnight UTC. */
export function barsBetween(bars: Bars, period: { start_date: string; end_date: string }): Bars {
  const [start, end] = [Date.parse(period.start_date), Date.parse(period.end_date)];
  const first = bars.time.findIndex((time) => time >= start);
  const past = bars.time.findIndex((time) => time > end);
  return sliceBars(bars, first, past < 0 ? bars.time.length : past);
}

export function rulesOf(decisions: Decisions): DecisionRules {
  const shared = {
    positionAwareness: decisions.position_awareness ?? true,
    minSignalSeparation: decisions.filters?.min_signal_separation ?? 4,
  };
  if (decisions.output_format === "classification") {
    return {
      ...shared,
      outputFormat: "classification",
      confidenceThreshold: decisions.confidence_threshold ?? 0.5,
      allowShortFromFlat: decisions.allow_short_from_flat ?? false,
    };
  }
  return {
    ...shared,
    outputFormat: "regression",
    roundTripCost: decisions.cost_model?.round_trip_cost ?? 0.003,
    minEdgeMultiplier: decisions.cost_model?.min_edge_multiplier ?? 1.5,
  };
}

/** The network outputs of every bar; those of the 50 warm-up bars are NaN. */
export function outputsOf(golden: Case, bars: number): { outputs: Float32Array; outputCount: number } {
  const outputCount = golden.output_count ?? 3;
  const outputs = new Float32Array(bars * outputCount).fill(NaN);
  const warmUp = 50 * outputCount;
  golden.outputs?.slice(0, outputs.length - warmUp).forEach((value, k) => outputs[warmUp + k] = value ?? NaN);
  [...golden.signals ?? ""].slice(0, Math.max(bars - 50, 0)).forEach((letter, k) => {
    const p = typeof golden.confidence === "number" ? golden.confidence : golden.confidence[k];
    for (const c of [0, 1, 2]) outputs[warmUp + k * 3 + c] = c === "BHS".indexOf(letter) ? p : (1 - p) / 2;
  });
  return { outputs, outputCount };
}

export const letters = { signal: ["S", "H", "B"], position: ["S", "F", "L"] };

/** Asserts |actual − expected| ≤ 1e-9 × |expected|, or 1e-6 in money where `money`; returns the relative error. */
export function assertClose(actual: number, expected: number, message: string, money = false): number {
  const error = Math.abs(actual - expected);
  const allowed = Math.max(1e-9 * Math.abs(expected), money ? 1e-6 : 1e-12);
  assert(error <= allowed, `${message}: ${actual}, expected ${expected}`);
  return Math.abs(expected) > 1e-6 ? error / Math.abs(expected) : 0;
}

/** Compares a trade with its recorded row; returns the largest relative error. */
export function assertTrade(trade: Trade, row: TradeRow, message: string): number {
  const [tradeId, side, entryPrice, entryTime, exitPrice, exitTime, quantity, ...rest] = row;
  const [gross, commission, slippage, net, hours, favorable, adverse, forced] = rest;
  assertEquals(
    [trade.tradeId, trade.side, trade.quantity, trade.forced, trade.entryTime, trade.exitTime],
    [tradeId, side, quantity, forced, Date.parse(entryTime as string), Date.parse(exitTime as string)],
    message,
  );
  const pairs = [
    [trade.entryPrice, entryPrice],
    [trade.exitPrice, exitPrice],
    [trade.grossPnl, gross],
    [trade.commission, commission],
    [trade.slippage, slippage],
    [trade.netPnl, net],
    [trade.holdingPeriodHours, hours],
    [trade.maxFavorableExcursion, favorable],
    [trade.maxAdverseExcursion, adverse],
  ];
  return Math.max(
    ...pairs.map(([a, b], k) => assertClose(a as number, b as number, `${message}, value ${k}`, true)),
  );
}
