import { stackedCharts } from "../../lib/output/chart.ts";
import { formatPrice, formatTimestamp, priceDigits } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import type { PlotData } from "./series_for_plot.ts";

/** How {@linkcode renderPlot} draws. */
interface RenderPlotOptions {
  /** What the bars are of. */
  title: string;
  style: Style;
  /** Columns of the terminal. */
  width: number;
}

const priceHeight = 10;
const curveHeight = 6;

/** The curve of the price, and below it one of each output of the indicators. */
export function renderPlot(
  { dates, close, indicators }: PlotData,
  { title, style, width }: RenderPlotOptions,
): string {
  if (dates.length === 0) return `No bars of ${title} here`;
  const curves = [
    { name: `${title} close`, values: close, height: priceHeight },
    ...indicators.flatMap((one) => one.curves).map((curve) => ({ ...curve, height: curveHeight })),
  ];
  const ends = { startLabel: formatTimestamp(dates[0]), endLabel: formatTimestamp(dates.at(-1)) };
  const charts = stackedCharts(curves.map(({ values, height }, index) => {
    const digits = priceDigits(rangeOf(values));
    const formatValue = (value: number) => formatPrice(value, digits);
    const isLast = index === curves.length - 1;
    return {
      values: values.map((value) => value ?? NaN),
      options: { width, height, style, formatValue, ...isLast ? ends : {} },
    };
  }));
  return curves.map(({ name }, index) => `${style.bold(name)}\n${charts[index] || "No values yet"}`).join(
    "\n\n",
  );
}

/** The labels need the digits of the ends; one between them may be as long as it likes. */
function rangeOf(values: readonly (number | null)[]): number[] {
  const finite = values.filter((value) => value !== null);
  return finite.length === 0 ? [] : [finite[0], Math.max(...finite), Math.min(...finite)];
}
