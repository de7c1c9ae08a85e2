/**
 * What there are bars of, as the API writes it.
 * @module
 */
import { timeframeNames } from "../../../contract/words/timeframe.ts";
import { listSeries } from "../../services/bars/bars.ts";
import type { Engine } from "../../services/engine.ts";

const timeframeWords = {
  "1m": ["1 Minute", "One-minute"],
  "5m": ["5 Minutes", "Five-minute"],
  "15m": ["15 Minutes", "Fifteen-minute"],
  "30m": ["30 Minutes", "Thirty-minute"],
  "1h": ["1 Hour", "One-hour"],
  "2h": ["2 Hours", "Two-hour"],
  "4h": ["4 Hours", "Four-hour"],
  "1d": ["Daily", "Daily"],
  "1w": ["Weekly", "Weekly"],
  "1M": ["Monthly", "Monthly"],
} as const;

/** `data` of `GET /symbols`. */
export function listSymbols(engine: Engine): object[] {
  const timeframes = new Map<string, string[]>();
  for (const { symbol, timeframe } of listSeries(engine)) {
    timeframes.set(symbol, [...(timeframes.get(symbol) ?? []), timeframe]);
  }
  return [...timeframes].map(([symbol, available]) => ({
    symbol,
    name: symbol,
    type: "unknown",
    exchange: "unknown",
    currency: "unknown",
    available_timeframes: available,
    trading_hours: null,
  }));
}

/** `data` of `GET /timeframes`. */
export function listTimeframes(): object[] {
  return timeframeNames.map((id) => {
    const [name, word] = timeframeWords[id];
    return { id, name, description: `${word} interval data` };
  });
}

/** `data` of `GET /data/info`. */
export function describeData(engine: Engine): object {
  const symbols = [...new Set(listSeries(engine).map(({ symbol }) => symbol))];
  return {
    data_directory: engine.store.barFolder?.path ?? engine.store.home,
    total_symbols: symbols.length,
    available_symbols: symbols,
    symbol_types: symbols.length === 0 ? {} : { unknown: symbols.length },
    timeframes_available: timeframeNames,
    total_timeframes: timeframeNames.length,
    data_sources: ["local_files"],
    features: ["data_upload"],
  };
}
