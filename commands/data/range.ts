import { formatCount, formatTimestamp } from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";

/** What `data range` takes. */
interface RangeOptions {
  timeframe: string;
}

/** `ktrdr data range`: first and last bar of a symbol. */
export async function showRange(context: Context, symbol: string, options: RangeOptions): Promise<void> {
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const client = await context.client();
  const range = await client.data.range(series);
  const value = { symbol: range.symbol, timeframe: range.timeframe, range };
  context.printer.result(
    value,
    (style) =>
      renderFields([
        ["Symbol", range.symbol],
        ["Timeframe", range.timeframe],
        ["First bar", formatTimestamp(range.start_date)],
        ["Last bar", formatTimestamp(range.end_date)],
        ["Bars", formatCount(range.point_count)],
      ], style),
    { rows: [range] },
  );
}
