import { UsageError } from "../../lib/errors.ts";
import { formatCount, formatPrice, formatTimestamp } from "../../lib/output/format.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../context.ts";
import { parseSymbol, parseTimeframe } from "../parse_bar_names.ts";
import { parsePeriod } from "../parse_period.ts";

/** What `data show` takes. */
export interface ShowBarsOptions {
  timeframe: string;
  rows: number;
  start?: string | undefined;
  end?: string | undefined;
}

/** `ktrdr data show`: the newest bars of a symbol, oldest first. */
export async function showBars(context: Context, symbol: string, options: ShowBarsOptions): Promise<void> {
  if (options.rows < 1 || options.rows > 100_000) {
    throw new UsageError(`--rows is '${options.rows}', expected 1 to 100000`);
  }
  const period = parsePeriod(options);
  const name = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const client = await context.client();
  const bars = await client.data.bars(name, { ...period, limit: options.rows });
  const first = Math.max(bars.dates.length - options.rows, 0);
  const dates = bars.dates.slice(first);
  const rows = bars.ohlcv.slice(first);
  const data = rows.map(([open, high, low, close, volume], i) => ({
    index: dates[i],
    Open: open,
    High: high,
    Low: low,
    Close: close,
    Volume: volume,
  }));
  const value = { ...name, displayed_rows: rows.length, ...bars, dates, ohlcv: rows, data };
  context.printer.result(
    value,
    (style) =>
      rows.length === 0 ? `No bars of ${name.symbol} ${name.timeframe} here` : renderTable({
        columns: [
          { title: "DATE" },
          ...["OPEN", "HIGH", "LOW", "CLOSE", "VOLUME"].map((title) => ({ title, align: "right" as const })),
        ],
        rows: data.map((bar) => [
          formatTimestamp(bar.index),
          formatPrice(bar.Open),
          formatPrice(bar.High),
          formatPrice(bar.Low),
          formatPrice(bar.Close),
          formatCount(bar.Volume),
        ]),
        style,
      }),
  );
}
