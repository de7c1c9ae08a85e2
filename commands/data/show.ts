import type { BarsData } from "../../lib/contract/data.ts";
import { UsageError } from "../../lib/errors.ts";
import {
  formatCount,
  formatNumber,
  formatPrice,
  formatTimestamp,
  priceDigits,
} from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
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
  const data = toRows(dates, ohlcv);
  const shown = { displayed_rows: data.length, dates, ohlcv, data };
  context.printer.result(
    { ...name, total_rows: countAll(bars), ...bars, ...shown },
    (style) =>
      data.length === 0 ? `No bars of ${name.symbol} ${name.timeframe} here` : renderBars(data, style),
    { rows: data, columns },
  );
}

/** One bar under the names that scripts know. */
interface BarRow {
  index: string;
  Open: number;
  High: number;
  Low: number;
  Close: number;
  Volume: number;
}

const prices = ["Open", "High", "Low", "Close"] as const;
/** The first column, the time, has no name. */
const columns = { index: "", Open: "Open", High: "High", Low: "Low", Close: "Close", Volume: "Volume" };

function toRows(dates: readonly string[], ohlcv: BarsData["ohlcv"]): BarRow[] {
  return ohlcv.map(([Open, High, Low, Close, Volume], bar) => ({
    index: dates[bar],
    Open,
    High,
    Low,
    Close,
    Volume,
  }));
}

/** How many bars the period has, of which the server may have sent the newest only. */
function countAll({ dates, metadata }: BarsData): number {
  const all = metadata?.original_points;
  return typeof all === "number" ? all : dates.length;
}

function renderBars(data: readonly BarRow[], style: Style): string {
  const digits = prices.map((price) => priceDigits(data.map((bar) => bar[price])));
  const isWhole = data.every(({ Volume }) => Number.isInteger(Volume));
  return renderTable({
    columns: [
      { title: "DATE" },
      ...[...prices, "VOLUME"].map((title) => ({ title: title.toUpperCase(), align: "right" as const })),
    ],
    rows: data.map((bar) => [
      formatTimestamp(bar.index),
      ...prices.map((price, column) => formatPrice(bar[price], digits[column])),
      isWhole ? formatCount(bar.Volume) : formatNumber(bar.Volume),
    ]),
    style,
  });
}
