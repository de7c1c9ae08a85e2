import type { IbRanges } from "../../lib/contract/ib.ts";
import { formatCount, formatTimestamp } from "../../lib/output/format.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { parseNames, parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";

/** What `ib ranges` takes. */
interface IbRangesOptions {
  timeframe: string;
}

/** `ktrdr ib ranges`: from when to when Interactive Brokers has bars. */
export async function showIbRanges(
  context: Context,
  symbols: readonly string[],
  options: IbRangesOptions,
): Promise<void> {
  const series = {
    symbols: symbols.flatMap((text) => parseNames(text, parseSymbol)),
    timeframes: parseNames(options.timeframe, parseTimeframe),
  };
  const client = await context.client();
  const ranges = await client.ib.ranges(series);
  const rows = toRows(ranges);
  context.printer.result(ranges, (style) =>
    renderTable({
      columns: [
        { title: "SYMBOL" },
        { title: "TIMEFRAME" },
        { title: "FIRST BAR" },
        { title: "LAST BAR" },
        { title: "DAYS", align: "right" },
      ],
      rows: rows.map(({ symbol, timeframe, earliest_date, latest_date, total_days }) => [
        symbol,
        timeframe,
        formatTimestamp(earliest_date),
        formatTimestamp(latest_date),
        formatCount(total_days),
      ]),
      style,
      maxWidth: context.width,
    }), { rows, keys: rowKeys });
}

const rowKeys = ["symbol", "timeframe", "earliest_date", "latest_date", "total_days", "cached"];

/** One a symbol and timeframe; nulls where there are no bars. */
function toRows({ symbols }: IbRanges) {
  return symbols.flatMap(({ symbol, ranges }) =>
    Object.entries(ranges).map(([timeframe, range]) => ({
      symbol,
      timeframe,
      earliest_date: range?.earliest_date ?? null,
      latest_date: range?.latest_date ?? null,
      total_days: range?.total_days ?? null,
      cached: range?.cached ?? null,
    }))
  );
}
