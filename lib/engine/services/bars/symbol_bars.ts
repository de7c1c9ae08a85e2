/**
 * The bars of symbols in several timeframes, as a training or a backtest asks for them.
 * @module
 */
import * as z from "zod";
import type { Bars } from "../../domain/bars.ts";
import { cutToCommonWindow } from "../../domain/features/common_window.ts";
import type { SymbolBars } from "../../domain/samples/make_samples.ts";
import type { Engine } from "../engine.ts";
import { detailError } from "../service_error.ts";
import { type BarQuery, readBars } from "./stored_bars.ts";

/** Which bars were read: those of one symbol and timeframe, in JSON. Times are milliseconds since the epoch. */
export const seriesNoteSchema = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  /** Start of the first and of the last bar. */
  first: z.number(),
  last: z.number(),
  count: z.number(),
  /** The lowest low; not in the requests of earlier versions. */
  lowest: z.optional(z.number()),
});

/** Which bars were read. */
export type SeriesNote = z.infer<typeof seriesNoteSchema>;

/** A symbol, its timeframes, and the first and last moment. */
interface SymbolQuery extends Omit<BarQuery, "timeframe"> {
  readonly timeframes: readonly string[];
}

/** The bars of a symbol in a period, at least one of each timeframe. Throws a 400 that says what is stored instead. */
export function readSymbolBars(engine: Engine, { timeframes, ...query }: SymbolQuery): SymbolBars {
  const series = new Map(
    timeframes.map((timeframe) => [timeframe, readBars(engine, { ...query, timeframe })]),
  );
  return { symbol: query.symbol, series };
}

/** Which bars these are. */
export function noteBars(symbols: readonly SymbolBars[]): SeriesNote[] {
  return symbols.flatMap(({ symbol, series }) =>
    [...series].map(([timeframe, bars]) => ({ symbol, timeframe, ...describeBars(bars) }))
  );
}

function describeBars({ time, low }: Bars): Pick<SeriesNote, "first" | "last" | "count" | "lowest"> {
  const lowest = low.reduce((least, price) => Math.min(least, price), Infinity);
  return { first: time[0], last: time[time.length - 1], count: time.length, lowest };
}

/** The notes of the bars that are there today between the first and last bar of each note. Throws a 400 without any. */
export function renewNotes(engine: Engine, notes: readonly SeriesNote[]): SeriesNote[] {
  return notes.map((note) => ({ ...note, ...describeBars(readNoted(engine, note)) }));
}

/** The bars of notes. Throws a 409 if they are no longer those that were noted. */
export function readNotedBars(engine: Engine, notes: readonly SeriesNote[]): SymbolBars[] {
  return [...Map.groupBy(notes, (note) => note.symbol)].map(([symbol, own]) => ({
    symbol,
    series: new Map(own.map((note) => [note.timeframe, readSameBars(engine, note)])),
  }));
}

function readNoted(engine: Engine, { symbol, timeframe, first, last }: SeriesNote): Bars {
  return readBars(engine, { symbol, timeframe, start: first, end: last });
}

function readSameBars(engine: Engine, note: SeriesNote): Bars {
  const bars = readNoted(engine, note);
  if (bars.time.length === note.count) return bars;
  throw detailError(
    409,
    `The bars of ${note.symbol} ${note.timeframe} have changed since the operation was started: ` +
      `there were ${note.count}, now there are ${bars.time.length}`,
  );
}

/** The bars in the period that all timeframes of the symbol cover. Throws a 400 that says what is too short. */
export function cutBars({ symbol, series }: SymbolBars): SymbolBars {
  try {
    return { symbol, series: cutToCommonWindow(series) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw detailError(400, `The bars of ${symbol} do not go together: ${error.message}`);
  }
}
