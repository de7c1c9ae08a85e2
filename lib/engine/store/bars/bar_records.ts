/**
 * What the store keeps of price bars.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";

/** Which bars. */
export interface SeriesName {
  readonly symbol: string;
  readonly timeframe: string;
}

/** What is stored of one symbol and timeframe. Times are milliseconds since the epoch. */
export interface BarSeries extends SeriesName {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** From one moment to another, both inclusive, in milliseconds since the epoch; null: without an end. */
export interface BarPeriod {
  readonly start: number | null;
  readonly end: number | null;
}

/** All bars there are. */
export const always: BarPeriod = { start: null, end: null };

/** The ways in which a series changes. */
export const barChangeKinds = ["import", "fetch", "resample", "delete"] as const;

/** What a change of a series is, before it is made. */
export interface NewBarChange {
  readonly kind: typeof barChangeKinds[number];
  /** Where the bars come from and what was understood of it; JSON. */
  readonly source: Readonly<Record<string, unknown>>;
}

/** A change that was made to a series. */
export interface BarChange extends NewBarChange, SeriesName {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Bars whose time was not stored before. */
  readonly added: number;
  /** Stored bars that gave way to one with the same time and other values. */
  readonly replaced: number;
  /** Stored bars that were taken away. */
  readonly removed: number;
  /** When it was taken back; null: it counts. */
  readonly undoneAt: number | null;
}

/** How bars are added to a series. */
export interface MergeOptions {
  readonly change: NewBarChange;
  /** Takes away whatever is stored of the series first. Default: false. */
  readonly replacesAll?: boolean;
  /** The id of a change that this is a further part of; a change of its own where the series has changed since. */
  readonly continues?: number | undefined;
}

/** How many bars are added to a series. */
export interface MergeInTurnsOptions extends Omit<MergeOptions, "continues"> {
  /** Resolves when others have had their turn. */
  readonly pause: () => Promise<void>;
  /** Ends it; nothing has happened then. */
  readonly signal?: AbortSignal | undefined;
}

/** A series after bars were added to it. */
export interface MergedSeries extends BarSeries {
  /** The id of the change, for {@linkcode MergeOptions.continues}; null where nothing changed. */
  readonly change: number | null;
  readonly added: number;
  readonly replaced: number;
  readonly removed: number;
}

/** Price bars. */
export interface BarStore {
  /** Every series that has bars, by symbol and timeframe. */
  list(): readonly BarSeries[];
  /** Null where no bar is stored. */
  find(series: SeriesName): BarSeries | null;
  /** The bars of a period, or all; null where none of the series is stored at all. */
  read(series: SeriesName, period?: BarPeriod): Bars | null;
  /**
   * Adds bars; where a time is already stored the new bar wins. All or nothing. Costs what the bars and their
   * neighbours cost, however long the series is. Throws RangeError unless the new bars are ascending in time and of one
   * length.
   */
  merge(series: SeriesName, bars: Bars, options: MergeOptions): MergedSeries;
  /**
   * Does as `merge()`, in steps of about 10 ms: others can read and write meanwhile, and see the bars when all are there.
   * Rejects with the reason of the signal.
   */
  mergeInTurns(series: SeriesName, bars: Bars, options: MergeInTurnsOptions): Promise<MergedSeries>;
  /** Takes the bars of a period away; the change, or null where there were none. */
  remove(series: SeriesName, period: BarPeriod, change: NewBarChange): BarChange | null;
  /** The changes of a series, the newest first. */
  history(series: SeriesName): readonly BarChange[];
  /** Takes the last change of a series back; null where there is none, or it cannot be taken back any more. */
  undo(series: SeriesName): BarChange | null;
}
