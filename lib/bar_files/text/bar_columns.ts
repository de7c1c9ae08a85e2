/** The places of the columns in a row, counted from 0; −1 where there is none. */
export interface BarColumns {
  readonly time: number;
  /** A second column that holds the time of day. */
  readonly timeOfDay: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** A second part of the volume, as TradeStation's Down. */
  readonly moreVolume: number;
  /** The volume where `volume` is 0 in the whole file, as MetaTrader's ticks. */
  readonly tickVolume: number;
  /** Adjusted close, which `--adjusted` multiplies by. */
  readonly adjustedClose: number;
  /** The timeframe of the row. */
  readonly period: number;
  /** Columns that name what the row is of; all rows must be of the same. */
  readonly instruments: readonly number[];
  /** Columns of split ratios. */
  readonly splits: readonly number[];
  /** Fields a row has. */
  readonly fieldCount: number;
  /** The titles of the fields; "field 1" and so on without a header. */
  readonly titles: readonly string[];
}

/** What a column of a bar is called. */
export const columnRoles = [
  "time",
  "timeOfDay",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "moreVolume",
  "tickVolume",
  "adjustedClose",
  "period",
] as const;

/** One of {@linkcode columnRoles}. */
export type ColumnRole = typeof columnRoles[number];
