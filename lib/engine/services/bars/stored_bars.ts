/**
 * The bars that a training or a backtest asks for.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import type { SeriesName } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { parseIsoDate, toDateText } from "../iso_date.ts";
import { detailError } from "../service_error.ts";

/** A symbol, a timeframe, and the first and last moment (milliseconds since the epoch, both inclusive). */
export interface BarQuery {
  readonly symbol: string;
  readonly timeframe: string;
  /** Null: from the first bar there is. */
  readonly start: number | null;
  /** Null: to the last bar there is. */
  readonly end: number | null;
}

/** The two dates of a request as moments. Throws a 422 for a bad date, and for an end before its start. */
export function readPeriod(
  start: string | null | undefined,
  end: string | null | undefined,
): Pick<BarQuery, "start" | "end"> {
  const period = { start: readMoment(start), end: readMoment(end) };
  if (period.start !== null && period.end !== null && period.start > period.end) {
    throw detailError(422, `The start date must not be after the end date, got "${start}" and "${end}"`);
  }
  return period;
}

function readMoment(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const time = parseIsoDate(text);
  if (time === null) throw detailError(422, `Invalid isoformat string: '${text}'`);
  return time;
}

/** The bars in a period, at least one. Throws a 400 that says what is stored instead. */
export function readBars({ store }: Engine, query: BarQuery): Bars {
  const { symbol, timeframe, start, end } = query;
  const bars = store.bars.read(query, query);
  if (bars !== null && bars.time.length > 0) return bars;
  const series = store.bars.find(query);
  if (series === null) throw detailError(400, describeMissing({ store }, query));
  const stored = `${toDateText(series.first)} to ${toDateText(series.last)}`;
  const asked = `from ${start === null ? "the first" : toDateText(start)} to ${
    end === null ? "the last" : toDateText(end)
  }`;
  throw detailError(
    400,
    `No bars of ${symbol} ${timeframe} ${asked}: the stored ones go from ${stored}`,
  );
}

/** Every series in the store or in the folder that is served, by symbol and timeframe. */
export function listKnownSeries(store: Engine["store"]): SeriesName[] {
  const found = [...store.bars.list(), ...store.barFolder?.list() ?? []];
  const byName = new Map(found.map((one) => [`${one.symbol} ${one.timeframe}`, one]));
  return [...byName].sort(([one], [other]) => one < other ? -1 : 1).map(([, series]) => series);
}

/** Why there are no bars of a symbol and timeframe: what is stored instead, and how to get them. */
export function describeMissing(
  { store }: Pick<Engine, "store">,
  { symbol, timeframe }: Pick<BarQuery, "symbol" | "timeframe">,
): string {
  const put = store.barFolder === null
    ? ""
    : `Put a file ${symbol}_${timeframe}.csv into "${store.barFolder.path}". `;
  const wayOut =
    `${put}Import a CSV file with 'ktrdr data import', or the sample bars with 'ktrdr data sample'`;
  const series = listKnownSeries(store);
  if (series.length === 0) return `No bars of ${symbol} ${timeframe} are stored, nor any others. ${wayOut}`;
  const known = series.map((one) => `${one.symbol} ${one.timeframe}`).join(", ");
  return `No bars of ${symbol} ${timeframe} are stored (stored: ${known}). ${wayOut}`;
}
