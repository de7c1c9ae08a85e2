import { checkDrawing, type DrawOptions } from "./series_options.ts";
import { withUnit } from "../../lib/output/text.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import type { Context } from "../program/context.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { chooseIndicators, type IndicatorWishes } from "./choose_indicators.ts";
import { renderPlot } from "./render_plot.ts";
import { renderPlotPage } from "./render_plot_page.ts";
import { readPlotData } from "./series_for_plot.ts";

/** What `indicator plot` takes. */
type PlotIndicatorOptions = IndicatorWishes & DrawOptions;

/** `ktrdr indicator plot`: the price of a symbol and its indicators, on the terminal and as a page. */
export async function plotIndicator(
  context: Context,
  symbol: string,
  options: PlotIndicatorOptions,
): Promise<void> {
  checkDrawing(options);
  const { outputFile, show } = options;
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const indicators = chooseIndicators(options);
  const { rows } = options;
  const client = await context.client();
  const data = await readPlotData(client, { ...series, period: parsePeriod(options), rows, indicators });
  const title = `${series.symbol} ${series.timeframe}`;
  if (outputFile !== undefined) {
    await writeOutputFile(context.host, { path: outputFile, text: renderPlotPage(data, title) });
    context.printer.note(`Wrote a chart of ${withUnit(data.dates.length, "bars")} to '${outputFile}'`);
  }
  const curves = Object.fromEntries(
    data.indicators.flatMap((one) => one.curves.map(({ name, values }) => [name, values])),
  );
  const value = {
    ...series,
    dates: data.dates,
    close: data.close,
    indicators: curves,
    output_file: outputFile ?? null,
  };
  const table = data.dates.map((timestamp, bar) => ({
    timestamp,
    close: data.close[bar],
    ...Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, values[bar]])),
  }));
  context.printer.result(
    value,
    (style) => show ? renderPlot(data, { title, style, width: context.width ?? 100 }) : `${outputFile}`,
    { rows: table, keys: ["timestamp", "close", ...Object.keys(curves)] },
  );
}
