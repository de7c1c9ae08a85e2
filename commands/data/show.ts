import type { BarsData } from "../../lib/contract/data.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import { barColumns, renderBars, toBarRows } from "./bar_rows.ts";

/** What `data show` takes. */
interface ShowBarsOptions {
  timeframe: string;
  rows: number;
  start?: string | undefined;
  end?: string | undefined;
  tradingHours?: true | undefined;
  includeExtended?: true | undefined;
}

/** `ktrdr data show`: the newest bars of a symbol, oldest first. */
export async function showBars(context: Context, symbol: string, options: ShowBarsOptions): Promise<void> {
  if (options.rows < 1 || options.rows > 100_000) {
    throw new UsageError(`--rows is '${options.rows}', expected 1 to 100000`);
  }
  const period = parsePeriod(options);
  const name = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const client = await context.client();
  const bars = await client.data.bars(name, {
    ...period,
    limit: options.rows,
    trading_hours_only: options.tradingHours,
    include_extended: options.includeExtended,
  });
  // A server that does not know the limit sends them all.
  const dates = bars.dates.slice(-options.rows);
  const ohlcv = bars.ohlcv.slice(-options.rows);
  const data = toBarRows(dates, ohlcv);
  const shown = { displayed_rows: data.length, dates, ohlcv, data };
  context.printer.result(
    { ...name, total_rows: countAll(bars), ...bars, ...shown },
    (style) =>
      data.length === 0 ? `No bars of ${name.symbol} ${name.timeframe} here` : renderBars(data, style),
    { rows: data, columns: barColumns },
  );
}

/** How many bars the period has, of which the server may have sent the newest only. */
function countAll({ dates, metadata }: BarsData): number {
  const all = metadata?.original_points;
  return typeof all === "number" ? all : dates.length;
}
