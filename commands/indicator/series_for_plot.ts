/**
 * Prices and indicators on one axis of time.
 * @module
 */
import type { KtrdrClient } from "../../lib/client/client.ts";
import type { IndicatorValues } from "../../lib/contract/indicator.ts";
import type { Timeframe } from "../../lib/contract/words/timeframe.ts";
import { parseTime } from "../../lib/output/format.ts";
import type { Period } from "../program/parse_period.ts";
import { type ChosenIndicator, toIndicatorRequest } from "./choose_indicator.ts";
import { columnNames } from "./value_columns.ts";

/** Which bars to draw, and what beside them. */
interface PlotRequest {
  symbol: string;
  timeframe: Timeframe;
  period: Period;
  /** How many bars, from the newest. */
  rows: number;
  indicators: readonly ChosenIndicator[];
}

/** One indicator to draw: a curve an output. */
export interface PlottedIndicator {
  name: string;
  /** Whether its values are prices, and belong to the curve of the price. */
  isPrice: boolean;
  curves: readonly { name: string; values: readonly (number | null)[] }[];
}

/** Everything a plot shows, oldest first; each list has one value a date. */
export interface PlotData {
  dates: readonly string[];
  close: readonly (number | null)[];
  indicators: readonly PlottedIndicator[];
}

/** The types whose main outputs are prices. */
const priceTypes = [
  "bollingerbands",
  "donchianchannels",
  "exponentialmovingaverage",
  "ichimoku",
  "keltnerchannels",
  "parabolicsar",
  "simplemovingaverage",
  "supertrend",
  "vwap",
  "weightedmovingaverage",
  "zigzag",
];
/** Outputs of these types that are no prices. */
const otherOutputs = ["direction"];

/** Fetches the bars and, where there are any, the indicators, both at once. */
export async function readPlotData(client: KtrdrClient, request: PlotRequest): Promise<PlotData> {
  const { symbol, timeframe, period, rows, indicators } = request;
  const series = { symbol, timeframe };
  const [bars, values] = await Promise.all([
    client.data.bars(series, { ...period, limit: rows }),
    indicators.length === 0 ? undefined : client.indicators.newest(
      { ...series, ...period, indicators: indicators.map(toIndicatorRequest) },
      { rows },
    ),
  ]);
  const dates = bars.dates.slice(-rows);
  return {
    dates,
    close: bars.ohlcv.slice(-rows).map(([, , , close]) => close),
    indicators: values === undefined
      ? []
      : indicators.map((indicator) => toPlotted(indicator, { values: alignTo(dates, values) })),
  };
}

/** The values at some dates, however each of both is written. */
function alignTo(dates: readonly string[], values: IndicatorValues): IndicatorValues["indicators"] {
  const places = new Map(values.dates.map((date, place) => [parseTime(date), place]));
  const order = dates.map((date) => places.get(parseTime(date)));
  return Object.fromEntries(
    Object.entries(values.indicators).map(([name, column]) => [
      name,
      order.map((place) => place === undefined ? null : column[place] ?? null),
    ]),
  );
}

function toPlotted(
  { name, type }: ChosenIndicator,
  { values }: { values: IndicatorValues["indicators"] },
): PlottedIndicator {
  const isPrice = type !== null && priceTypes.includes(type.name);
  const names = columnNames({ indicators: values }).filter((column) =>
    (column === name || column.startsWith(`${name}.`)) &&
    !(isPrice && otherOutputs.some((output) => column === `${name}.${output}`))
  );
  return { name, isPrice, curves: names.map((column) => ({ name: column, values: values[column] })) };
}
