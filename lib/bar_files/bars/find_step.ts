/**
 * How far apart the bars of a series are.
 * @module
 */
import { type Timeframe, timeframeNames } from "../../contract/words/timeframe.ts";

const minute = 60_000;
const day = 86_400_000;
/** Bars of fewer do not tell their step. */
const fewestBars = 3;
/** Milliseconds of each timeframe; a month is one of 30 days. */
const lengths: Readonly<Record<Timeframe, number>> = {
  "1m": minute,
  "5m": 5 * minute,
  "15m": 15 * minute,
  "30m": 30 * minute,
  "1h": 60 * minute,
  "2h": 120 * minute,
  "4h": 240 * minute,
  "1d": day,
  "1w": 7 * day,
  "1M": 30 * day,
};

/** Milliseconds from the start of a bar to its end; of a month, 30 days. */
export function lengthOf(timeframe: Timeframe): number {
  return lengths[timeframe];
}

/**
 * The most frequent step from a bar to the next in milliseconds, the smallest where several are equally frequent; null
 * for fewer than three times. Times are in any order; equal ones count once. Steps of a day or a month that a change of
 * clocks or the calendar makes longer or shorter count as one of 24 hours or 30 days.
 */
export function findStep(times: Float64Array): number | null {
  let isRising = true;
  for (let at = 1; at < times.length && isRising; at++) isRising = times[at] >= times[at - 1];
  const sorted = isRising ? times : times.slice().sort();
  const counts = new Map<number, number>();
  let before = NaN;
  let beforeCount = 0;
  let distinct = sorted.length === 0 ? 0 : 1;
  for (let at = 1; at < sorted.length; at++) {
    const step = sorted[at] - sorted[at - 1];
    if (step === 0) continue;
    distinct++;
    // Nearly every step is like the one before it.
    if (step === before) {
      beforeCount++;
      continue;
    }
    if (beforeCount > 0) addTo(counts, before, beforeCount);
    before = step;
    beforeCount = 1;
  }
  if (beforeCount > 0) addTo(counts, before, beforeCount);
  if (distinct < fewestBars) return null;
  let usual = Infinity;
  let most = 0;
  for (const [step, count] of counts) {
    if (count > most || (count === most && step < usual)) [usual, most] = [step, count];
  }
  return usual;
}

function addTo(counts: Map<number, number>, step: number, count: number): void {
  const usual = Math.abs(step - day) <= 60 * minute
    ? day
    : step >= 26 * day && step <= 35 * day
    ? 30 * day
    : step;
  counts.set(usual, (counts.get(usual) ?? 0) + count);
}

/** The timeframe of bars that are so far apart; undefined for a step that is none of the known ones. */
export function timeframeOf(step: number): Timeframe | undefined {
  return timeframeNames.find((name) => lengths[name] === step);
}

const units = [["w", 7 * day], ["d", day], ["h", 60 * minute], ["m", minute], ["s", 1_000]] as const;

/** A time span in the largest unit that divides it, such as `5m` or `90m`; a month is `1M`. */
export function describeStep(step: number): string {
  if (step === lengths["1M"]) return "1M";
  const [unit, length] = units.find(([, length]) => step % length === 0) ?? ["ms", 1];
  return `${step / length}${unit}`;
}

/** The timeframe that a period such as `60`, `5`, `D` or `daily` names; undefined for another text. */
export function timeframeOfPeriod(text: string): Timeframe | undefined {
  const plain = text.trim().toLowerCase();
  if (/^\d+$/.test(plain)) return timeframeOf(Number(plain) * minute);
  if (/^(?:1?d|daily|day)$/.test(plain)) return "1d";
  if (/^(?:1?w|weekly|week)$/.test(plain)) return "1w";
  return /^(?:1?mn?|monthly|month)$/.test(plain) && plain !== "1m"
    ? "1M"
    : timeframeNames.find((name) => name === plain);
}
