/**
 * What a chart is made of.
 * @module
 */

/** What stands along the bottom: times as ISO 8601 texts (UTC where they name no zone), or numbers. */
export type ChartAxis =
  | { kind: "time"; values: readonly string[] }
  | { kind: "number"; values: readonly number[] };

/** One curve: a value for each place of the axis; null and what is not finite leave a gap. */
export interface ChartSeries {
  name: string;
  values: readonly (number | null)[];
  /** Fill the area down (or up) to zero. */
  fill?: boolean;
  dashed?: boolean;
}

/** Something that happened at a place of the axis. */
export interface ChartMarker {
  /** Which place of the axis. */
  index: number;
  /** At which height. */
  value: number;
  kind: "buy" | "sell";
  /** What is shown when it is pointed at. */
  label: string;
}

/** What {@linkcode renderLineChart} draws. */
export interface LineChartSvgOptions {
  /** What the picture shows, for those who do not see it. */
  label: string;
  x: ChartAxis;
  series: readonly ChartSeries[];
  markers?: readonly ChartMarker[];
  /** Height of the picture, which is 960 wide. Default: 320. */
  height?: number;
  /** The text of a value. Default: the decimals that the axis needs. */
  formatValue?: (value: number) => string;
}
