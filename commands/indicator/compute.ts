import type { ComputeOptions } from "./series_options.ts";
import type { IndicatorValues } from "../../lib/contract/indicator.ts";
import { formatPrice, formatTimestamp, priceDigits } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import { withUnit } from "../../lib/output/text.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { chooseIndicator, hasPeriod, type IndicatorWish, toIndicatorRequest } from "./choose_indicator.ts";
import { checkRows, rowsInTable, rowsToFetch } from "./choose_rows.ts";
import { encodeRows } from "./encode_rows.ts";
import { columnNames, toValueRows } from "./value_columns.ts";

/** What `indicator compute` takes. */
type ComputeIndicatorOptions = IndicatorWish & ComputeOptions;

/** `ktrdr indicator compute`: an indicator over the bars of a symbol. */
export async function computeIndicator(
  context: Context,
  symbol: string,
  options: ComputeIndicatorOptions,
): Promise<void> {
  checkRows(options.rows);
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const indicator = chooseIndicator(forgivePeriod(context, options));
  const request = { ...series, ...parsePeriod(options), indicators: [toIndicatorRequest(indicator)] };
  const client = await context.client();
  const values = await client.indicators.newest(request, { rows: rowsToFetch(options) });
  const rows = toValueRows(values);
  const keys = ["timestamp", ...columnNames(values)];
  const { id, parameters } = indicator;
  const value = { ...series, indicator: { id, parameters, name: indicator.name }, ...values };
  const { outputFile } = options;
  if (outputFile !== undefined) {
    const text = encodeRows({ value, rows, keys }, {
      path: outputFile,
      format: options.format,
      isRaw: context.options.csvRaw,
    });
    await writeOutputFile(context.host, { path: outputFile, text });
    context.printer.note(`Wrote ${withUnit(rows.length, "rows")} to '${outputFile}'`);
  }
  const shown = options.rows ?? rowsInTable;
  context.printer.result(value, (style) => renderValues(values, { style, rows: shown }), { rows, keys });
}

/** Scripts give every indicator a period, which used to be left aside where it means nothing. */
function forgivePeriod(context: Context, { type, period, param }: IndicatorWish): IndicatorWish {
  if (period === undefined || hasPeriod(type)) return { type, period, param };
  context.printer.warn(`--period has no effect: ${type.trim()} has no period`);
  return { type, param };
}

function renderValues(
  values: IndicatorValues,
  { style, rows: shown }: { style: Style; rows: number },
): string {
  const names = columnNames(values);
  const series = names.map((name) => values.indicators[name].slice(-shown));
  const digits = series.map(priceDigits);
  return renderTable({
    columns: [{ title: "DATE" }, ...names.map((title) => ({ title, align: "right" as const }))],
    rows: values.dates.slice(-shown).map((date, row) => [
      formatTimestamp(date),
      ...series.map((column, index) => formatPrice(column[row], digits[index])),
    ]),
    style,
  });
}
