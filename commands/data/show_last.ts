import type { Context } from "../program/context.ts";
import { barColumns, renderBars, toBarRows } from "./bar_rows.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";

/** How many bars people see. */
const shownBars = 10;

/** `ktrdr show data`: the last bars of a symbol for people, all of them for programs. */
export async function showLastBars(context: Context, symbol: string, timeframe: string): Promise<void> {
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(timeframe) };
  const client = await context.client();
  const bars = await client.data.bars(series);
  const rows = toBarRows(bars.dates, bars.ohlcv);
  context.printer.result(
    bars,
    (style) =>
      rows.length === 0
        ? `No bars of ${series.symbol} ${series.timeframe} here`
        : renderBars(rows.slice(-shownBars), style),
    { rows, columns: barColumns },
  );
}
