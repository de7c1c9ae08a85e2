/**
 * From the rows of a file to a series: sorted, at the start of each bar, in the timeframe that was given.
 * @module
 */
import type { Timeframe } from "../../contract/words/timeframe.ts";
import type { Bars } from "../../engine/domain/bars.ts";
import { type BarFileOptions, isCalendarTimeframe } from "../bar_file_options.ts";
import type { BarFileWarning } from "../bar_file.ts";
import type { RowReader } from "../rows/row_reader.ts";
import type { Layout } from "../text/read_layout.ts";
import { findJump } from "./find_jump.ts";
import { describeStep, findStep, lengthOf, timeframeOf, timeframeOfPeriod } from "./find_step.ts";
import { sortBars, type SortedBars } from "./sort_bars.ts";

const day = 86_400_000;

/** What the bars are to be. */
export interface FinishBarsOptions {
  readonly layout: Layout;
  readonly options: BarFileOptions & { readonly timeframe: Timeframe };
}

/** Bars to store, and what to know of them. */
interface FinishedBars extends SortedBars {
  readonly step: string | null;
  readonly warnings: readonly BarFileWarning[];
}

/** The bars of a reader. Throws a RangeError when most are not as far apart as the timeframe says. */
export function finishBars(reader: RowReader, { layout, options }: FinishBarsOptions): FinishedBars {
  const bars = reader.takeBars();
  const { timeframe, isForced } = options;
  const step = findStep(bars.time);
  if (isForced !== true) requireStep({ step, period: findPeriod(layout), timeframe });
  moveTimes(bars.time, options);
  if (options.priceScale !== undefined) scalePrices(bars, options.priceScale);
  const sorted = sortBars(bars, reader.takeLines());
  return {
    ...sorted,
    step: step === null ? null : describeStep(step),
    warnings: listWarnings(sorted.bars, { reader, layout, options }),
  };
}

interface RequireStepOptions {
  readonly step: number | null;
  readonly period: Timeframe | undefined;
  readonly timeframe: Timeframe;
}

function requireStep({ step, period, timeframe }: RequireStepOptions): void {
  const found = step === null ? period : timeframeOf(step);
  if (found === timeframe || (step === null && period === undefined)) return;
  const words = found ?? describeStep(step ?? 0);
  const way = found === undefined
    ? "or --force to take them so"
    : `give --timeframe ${found}, or --force to take them so`;
  throw new RangeError(`The bars are usually ${words} apart, not ${timeframe} as the timeframe says; ${way}`);
}

/** The timeframe that the rows name themselves. */
function findPeriod({ columns, sample }: Layout): Timeframe | undefined {
  return columns.period < 0 ? undefined : timeframeOfPeriod(sample[0]?.[columns.period] ?? "");
}

/** Days, weeks and months lie at the midnight of their date; a moment at the end of a bar becomes its start. */
function moveTimes(time: Float64Array, { timeframe, barTime }: FinishBarsOptions["options"]): void {
  if (isCalendarTimeframe(timeframe)) {
    for (let bar = 0; bar < time.length; bar++) time[bar] = Math.floor(time[bar] / day) * day;
  } else if (barTime === "end") {
    const length = lengthOf(timeframe);
    for (let bar = 0; bar < time.length; bar++) time[bar] -= length;
  }
}

/** A scale such as 0.0001 has no exact binary form; to divide by 10,000 rounds once. */
function scalePrices({ open, high, low, close }: Bars, scale: number): void {
  const inverse = Math.round(1 / scale);
  const isWhole = inverse > 1 && Math.abs(inverse * scale - 1) < 1e-9;
  for (const column of [open, high, low, close]) {
    for (let bar = 0; bar < column.length; bar++) {
      column[bar] = isWhole ? column[bar] / inverse : column[bar] * scale;
    }
  }
}

function listWarnings(
  bars: Bars,
  { reader: { counts }, layout: { columns }, options }: FinishBarsOptions & { readonly reader: RowReader },
): BarFileWarning[] {
  const warnings: BarFileWarning[] = [];
  const count = counts.negative + counts.zero;
  if (count > 0) {
    const kind = counts.negative === 0 ? "zero" : counts.zero === 0 ? "negative" : "negative or zero";
    const subject = count === 1 ? "1 bar has" : `${count} bars have`;
    warnings.push({
      code: "negative_prices",
      message: `${subject} ${kind} prices; returns and logarithms of them mean nothing`,
    });
  }
  if (options.isAdjusted === true) return warnings;
  const way = columns.adjustedClose >= 0 ? "; --adjusted takes the adjusted prices" : "";
  if (counts.splits > 0) {
    warnings.push({
      code: "splits",
      message: `The file tells of splits in ${
        counts.splits === 1 ? "1 row" : `${counts.splits} rows`
      }, prices are not adjusted${way}`,
    });
    return warnings;
  }
  const jump = isCalendarTimeframe(options.timeframe) ? findJump(bars) : undefined;
  if (jump !== undefined) {
    const date = new Date(jump.time).toISOString().slice(0, 10);
    warnings.push({
      code: "price_jump",
      message: `The open of ${date} is ${
        jump.ratio.toFixed(2)
      } times the close before, as after a split${way}`,
    });
  }
  return warnings;
}
