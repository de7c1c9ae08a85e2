import type { FuzzyCalculation } from "../../lib/contract/fuzzy.ts";
import { lineChart, stackedCharts } from "../../lib/output/chart.ts";
import { formatNumber, formatPrice, formatTimestamp, priceDigits } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import type { ChosenFuzzySet } from "./choose_fuzzy_set.ts";
import { curvesOfSet, evenAxis } from "./curves_of_set.ts";

/** How {@linkcode renderFuzzySet} draws. */
interface RenderFuzzySetOptions {
  /** What the membership functions make of bars. */
  bars?: FuzzyCalculation | undefined;
  style: Style;
  /** Columns of the terminal. */
  width: number;
}

const functionHeight = 3;
const valueHeight = 6;

/** A small chart a membership function; where there are bars, also the indicator's values and their degrees over time. */
export function renderFuzzySet(chosen: ChosenFuzzySet, options: RenderFuzzySetOptions): string {
  const { bars, style } = options;
  const title = style.bold(`Fuzzy set ${chosen.set.id} over ${chosen.name}`);
  const parts = [title, ...renderFunctions(chosen, options)];
  return [...parts, ...(bars === undefined ? [] : renderBars(chosen, { ...options, bars }))].join("\n\n");
}

function renderFunctions({ set }: ChosenFuzzySet, { style, width }: RenderFuzzySetOptions): string[] {
  const values = evenAxis(set);
  const [low, high] = [values[0], values[values.length - 1]];
  const digits = priceDigits([low, high]);
  return curvesOfSet(set, values).map(({ membership: { name, type, parameters }, degrees }) => {
    const chart = lineChart(degrees, {
      width,
      height: functionHeight,
      style,
      startLabel: formatPrice(low, digits),
      endLabel: formatPrice(high, digits),
      formatValue: (degree) => formatNumber(degree, 1),
    });
    return `${style.bold(name)} ${style.dim(`${type} ${parameters.join(", ")}`)}\n${chart}`;
  });
}

function renderBars(
  { name }: ChosenFuzzySet,
  { bars, style, width }: RenderFuzzySetOptions & { bars: FuzzyCalculation },
): string[] {
  const { symbol, timeframe, dates, values, memberships } = bars;
  const digits = priceDigits([Math.max(...values.map((value) => value ?? -Infinity))]);
  const ends = { startLabel: formatTimestamp(dates[0]), endLabel: formatTimestamp(dates.at(-1)) };
  const format = (value: number) => formatPrice(value, digits);
  const curves = [
    { title: `${name} of ${symbol} ${timeframe}`, values, height: valueHeight, formatValue: format },
    ...Object.entries(memberships).map(([set, degrees]) => ({
      title: set,
      values: degrees,
      height: functionHeight,
      formatValue: (degree: number) => formatNumber(degree, 1),
    })),
  ];
  const charts = stackedCharts(curves.map(({ values, height, formatValue }) => ({
    values: values.map((value) => value ?? NaN),
    options: { width, height, style, formatValue, ...ends },
  })));
  return curves.map(({ title }, index) => `${style.bold(title)}\n${charts[index] || "No values yet"}`);
}
