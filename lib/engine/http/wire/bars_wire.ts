/**
 * Bars as the API writes them.
 * @module
 */
import { type Bars, findBars } from "../../services/bars/bars.ts";
import type { Engine } from "../../services/engine.ts";
import { parseIsoDate, toUtcText, toZonelessText } from "../../services/iso_date.ts";
import { codedError } from "../../services/service_error.ts";
import { readFlag, readInteger } from "../read_query.ts";
import type { ApiCall } from "../route.ts";

/** `data` of `GET /data/{symbol}/{timeframe}`: the bars of a period, at most the newest `limit`; empty where there are none. */
export async function getBars(engine: Engine, { parameters, query }: ApiCall): Promise<object> {
  const symbol = parameters.symbol.toUpperCase();
  const { timeframe } = parameters;
  const limit = readInteger(query, { name: "limit", minimum: 1, maximum: 100_000 });
  const period = { start: readDate(query, "start_date"), end: readDate(query, "end_date") };
  // Known, so that a wrong value is told; they change nothing, as with the original.
  readFlag(query, "trading_hours_only");
  readFlag(query, "include_extended");
  const bars = await findBars(engine, { symbol, timeframe, ...period });
  const count = bars?.time.length ?? 0;
  if (bars === null || count === 0) {
    const metadata = { symbol, timeframe, start: "", end: "", points: 0 };
    return { dates: [], ohlcv: [], points: null, metadata };
  }
  const first = limit === undefined ? 0 : Math.max(0, count - limit);
  const metadata = describeBars(bars, { symbol, timeframe, first });
  return { ...listBars(bars, first), points: null, metadata };
}

function readDate(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  const time = parseIsoDate(text);
  if (time !== null) return time;
  throw codedError(400, {
    code: "DATA-InvalidDate",
    message: `Invalid ${name} format. Use YYYY-MM-DD`,
    details: { [name]: text },
  });
}

function listBars({ time, open, high, low, close, volume }: Bars, first: number): object {
  const dates: string[] = [];
  const rows: number[][] = [];
  for (let bar = first; bar < time.length; bar++) {
    dates.push(toZonelessText(time[bar]));
    rows.push([open[bar], high[bar], low[bar], close[bar], volume[bar]]);
  }
  return { dates, ohlcv: rows };
}

interface DescribeBarsOptions {
  readonly symbol: string;
  readonly timeframe: string;
  /** Bars before this one are left out. */
  readonly first: number;
}

function describeBars({ time }: Bars, { symbol, timeframe, first }: DescribeBarsOptions): object {
  const zoned = (moment: number) => toUtcText(moment).replace("Z", "+00:00");
  const points = time.length - first;
  return {
    symbol,
    timeframe,
    start_date: zoned(time[first]),
    end_date: zoned(time[time.length - 1]),
    point_count: points,
    ...(first > 0 ? { points, limited: true, original_points: time.length } : {}),
  };
}
