import type { Timeframe } from "../contract/words/timeframe.ts";
import type { SortedBars } from "./bars/sort_bars.ts";
import type { DateOrder } from "./times/parse_time.ts";

/** A row that gave no bar. */
export interface BarFileProblem {
  /** Line in the file, counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Something odd about bars that can be stored all the same. */
export interface BarFileWarning {
  readonly code: "negative_prices" | "splits" | "price_jump" | "repaired";
  readonly message: string;
}

/** What a file was taken for. */
interface Understood {
  /** The name of the format, for `--file-format`. */
  readonly format: string;
  readonly title: string;
  /** The column of each role. */
  readonly used: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
  /** The zone of times that name none. */
  readonly zone: string;
  /** Set where the order of day and month mattered. */
  readonly dateOrder: DateOrder | null;
  readonly barTime: "start" | "end";
  /** How far apart most bars are, such as `5m`; null for fewer than three bars. */
  readonly step: string | null;
  readonly timeframe: Timeframe;
}

/**
 * The bars of a file, and what there is to say about it. `bars` are those of the good rows, ascending in time; of
 * several rows with one time, the last.
 */
export interface BarFile extends SortedBars {
  /** The first 100 problems, in the order of the file. */
  readonly problems: readonly BarFileProblem[];
  readonly problemCount: number;
  /** Rows in the file, without the header, blank lines and what the notes tell of. */
  readonly rows: number;
  /** Which column was taken for what, one line each. */
  readonly columns: readonly string[];
  /** What the rows say that they are of, by the title of the column. */
  readonly instruments: Readonly<Record<string, string>>;
  readonly understood: Understood;
  /** What was left out, and why. */
  readonly notes: readonly string[];
  readonly warnings: readonly BarFileWarning[];
}
