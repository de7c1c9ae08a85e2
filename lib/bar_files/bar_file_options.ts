import { type Timeframe, timeframeNames } from "../contract/words/timeframe.ts";
import { type ColumnRole, columnRoles } from "./text/bar_columns.ts";
import { quoteField } from "./text/quote_field.ts";
import type { DateOrder } from "./times/parse_time.ts";

/** What is told of a file of bars; what is not told is found. */
export interface BarFileOptions {
  /** The timeframe of the bars; "auto" takes the step that most bars have. */
  readonly timeframe: Timeframe | "auto";
  /** The name of one of the formats. */
  readonly format?: string | undefined;
  /** Columns by role: `time=Date,open=First`; names of the header, or places counted from 1. */
  readonly columns?: string | undefined;
  /** Its name, which tells the date where the rows have times of the day only. */
  readonly fileName?: string | undefined;
  /** The zone of times that name none. Default: UTC. */
  readonly timezone?: string | undefined;
  readonly dateOrder?: DateOrder | undefined;
  /** `column=value`: only rows with this value count. */
  readonly where?: string | undefined;
  /** What all prices are multiplied by. */
  readonly priceScale?: number | undefined;
  /** Whether prices are adjusted for splits and dividends. */
  readonly isAdjusted?: boolean | undefined;
  /** Which moment of a bar its time is. Default: start. */
  readonly barTime?: "start" | "end" | undefined;
  /** Widens high and low to open and close where they miss them. */
  readonly repairs?: boolean | undefined;
  /** Takes the timeframe as it is given although the bars have another step. */
  readonly isForced?: boolean | undefined;
}

/** Whether bars of a timeframe belong to days of a calendar and not to moments. */
export function isCalendarTimeframe(timeframe: Timeframe | "auto"): boolean {
  return timeframe === "1d" || timeframe === "1w" || timeframe === "1M";
}

/** A text as the timeframe of a file; undefined where it is none. */
export function parseFileTimeframe(text: string): Timeframe | "auto" | undefined {
  return text === "auto" ? text : timeframeNames.find((name) => name === text);
}

/** The roles and names of `time=Date,open=First`. Throws a RangeError for anything else. */
export function parseColumnChoice(text: string | undefined): ReadonlyMap<ColumnRole, string> {
  const named = new Map<ColumnRole, string>();
  for (const part of text === undefined ? [] : text.split(",")) {
    const at = part.indexOf("=");
    const role = columnRoles.find((known) => known.toLowerCase() === part.slice(0, at).trim().toLowerCase());
    if (at < 1 || role === undefined || part.slice(at + 1).trim() === "") {
      throw new RangeError(
        `--columns has ${quoteField(part)}, expected for example time=Date,open=First with ${
          columnRoles.join(", ")
        }`,
      );
    }
    named.set(role, part.slice(at + 1).trim());
  }
  return named;
}
