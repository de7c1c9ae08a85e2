/**
 * The bars that indicators and fuzzy sets are looked at on, refused in the words that these endpoints have.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import type { Engine } from "../engine.ts";
import { parseIsoDate, toDateText } from "../iso_date.ts";
import { codedDetailError } from "../service_error.ts";
import { describeMissing } from "./stored_bars.ts";

/** A symbol, a timeframe and a period, as a request has them. */
export interface AnalysisQuery {
  /** In any case. */
  readonly symbol: string;
  readonly timeframe: string;
  /** ISO 8601; empty or absent: from the first bar. */
  readonly start_date?: string | null | undefined;
  /** ISO 8601; empty or absent: to the last bar. */
  readonly end_date?: string | null | undefined;
}

/** Bars and what they are of. */
export interface AnalysisBars {
  /** In upper case. */
  readonly symbol: string;
  readonly timeframe: string;
  /** At least one. */
  readonly bars: Bars;
}

/** The bars of a request. Throws a 400 for a bad date, and a 404 that says what is stored where there are none. */
export async function readAnalysisBars(engine: Engine, query: AnalysisQuery): Promise<AnalysisBars> {
  const { timeframe, start_date, end_date } = query;
  const symbol = query.symbol.toUpperCase();
  const period = { start: readDate("start_date", start_date), end: readDate("end_date", end_date) };
  if (period.start !== null && period.end !== null && period.start > period.end) {
    throw refuseDates(`The start date "${start_date}" is after the end date "${end_date}"`, {
      start_date,
      end_date,
    });
  }
  await engine.served.update([{ symbol, timeframe }]);
  const bars = engine.store.bars.read({ symbol, timeframe }, period);
  const stored = engine.store.bars.find({ symbol, timeframe });
  if (bars === null || stored === null) {
    throw codedDetailError(404, {
      code: "DATA-LoadFailed",
      message: `Failed to load data for ${symbol} (${timeframe}): ${
        describeMissing(engine, { symbol, timeframe })
      }`,
      details: { symbol, timeframe },
    });
  }
  if (bars.time.length > 0) return { symbol, timeframe, bars };
  const [first, last] = [stored.first, stored.last].map(toDateText);
  throw codedDetailError(404, {
    code: "DATA-NoData",
    message: `No data available for ${symbol} (${timeframe}) in the period: the stored bars go from ` +
      `${first} to ${last}`,
    details: { symbol, timeframe, first_stored: first, last_stored: last },
  });
}

function readDate(name: string, text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === "") return null;
  const time = parseIsoDate(text);
  if (time !== null) return time;
  throw refuseDates(`Invalid ${name} format "${text}". Use YYYY-MM-DD`, { [name]: text });
}

function refuseDates(message: string, details: Readonly<Record<string, unknown>>) {
  return codedDetailError(400, { code: "DATA-InvalidDate", message, details });
}
