/**
 * Values over bars, answered page by page.
 * @module
 */
import { maximumIndicatorPage } from "../../contract/indicator.ts";
import type { AnalysisBars } from "../services/bars/analysis_bars.ts";
import { readInteger } from "./read_query.ts";

/** Which part of the values is asked for. */
export interface PageChoice {
  /** The first one is 1 and has the oldest bars; one beyond the end stands for the last one. */
  readonly page: number;
  /** Most bars on it; Infinity: all. */
  readonly pageSize: number;
}

/** Reads `page` and `page_size`, which is `usual` where the query does not say. Throws a 422. */
export function readPageChoice(query: URLSearchParams, usual: number): PageChoice {
  const page = readInteger(query, { name: "page", minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
  const pageSize = readInteger(query, { name: "page_size", minimum: 1, maximum: maximumIndicatorPage });
  return { page: page ?? 1, pageSize: pageSize ?? usual };
}

/** One page. */
interface ValuePage {
  /** What is on it of a column. */
  cut(values: Float64Array): number[];
  /** Where it stands among the others, in the words of the API. */
  readonly place: object;
}

/** A page of so many bars, of which there is at least one. */
export function openPage(bars: number, { page, pageSize }: PageChoice): ValuePage {
  const size = Math.min(pageSize, bars);
  const pages = Math.ceil(bars / size);
  const current = Math.min(page, pages);
  const first = (current - 1) * size;
  return {
    cut: (values) => [...values.subarray(first, first + size)],
    place: {
      total_items: bars,
      total_pages: pages,
      current_page: current,
      page_size: Number.isFinite(pageSize) ? pageSize : bars,
      has_next: current < pages,
      has_prev: current > 1,
    },
  };
}

/** Values over bars, as far as the metadata tells of them. */
interface PagedValues extends AnalysisBars {
  readonly warnings: readonly string[];
}

/** How metadata is written. */
interface PageMetadataOptions {
  readonly page: ValuePage;
  readonly formatTime: (time: number) => string;
}

/** `metadata` of an answer of one page. Dates and points are those of all pages. */
export function toPageMetadata(
  { symbol, timeframe, bars: { time }, warnings }: PagedValues,
  { page, formatTime }: PageMetadataOptions,
): object {
  return {
    symbol,
    timeframe,
    start_date: formatTime(time[0]),
    end_date: formatTime(time[time.length - 1]),
    points: time.length,
    ...page.place,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}
