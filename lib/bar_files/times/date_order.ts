/**
 * Which of three numbers is the day, the month and the year.
 * @module
 */
import { type DateOrder, dateOrders, parseStamp, readDateNumbers } from "./parse_time.ts";

/** Different numbers at one place that are counted; more tell nothing. */
const mostCounted = 100;
const day = 86_400_000;

/** What the dates of a file tell about their order. */
export interface OrderFinding {
  /** Undefined where nothing tells, or where dates of several orders are there. */
  readonly order: DateOrder | undefined;
  /** Whether no order fits all dates. */
  readonly isContradictory: boolean;
}

/** The order in which the dates of `texts` can be read; `isDaily` where they are of bars of a day each. */
export function findDateOrder(
  texts: () => Iterable<string>,
  { isDaily }: { readonly isDaily: boolean },
): OrderFinding {
  const largest = [0, 0, 0];
  const seen = [new Set<number>(), new Set<number>(), new Set<number>()];
  let hasShortYear = false;
  let hasDots = false;
  for (const text of texts()) {
    const date = readDateNumbers(text);
    if (date === undefined) continue;
    hasShortYear ||= date.hasShortYear;
    hasDots ||= date.hasDots;
    date.numbers.forEach((number, place) => {
      largest[place] = Math.max(largest[place], number);
      if (seen[place].size < mostCounted) seen[place].add(number);
    });
  }
  const candidates = dateOrders.filter((order) => {
    if (order === "dmy") return largest[0] <= 31 && largest[1] <= 12;
    if (order === "mdy") return largest[0] <= 12 && largest[1] <= 31;
    return hasShortYear && largest[1] <= 12 && largest[2] <= 31;
  });
  const likely = candidates.length > 1 ? leaveOutYears(candidates, seen) : candidates;
  if (likely.length < 2) return { order: likely[0], isContradictory: likely.length === 0 };
  if (hasDots && likely.includes("dmy")) return { order: "dmy", isContradictory: false };
  const fitting = isDaily ? likely.filter((order) => isOfTradingDays(texts(), order)) : [];
  return { order: fitting.length === 1 ? fitting[0] : undefined, isContradictory: false };
}

/** Of both ends of a date the one with fewer different numbers is the year. */
function leaveOutYears(
  candidates: readonly DateOrder[],
  [first, , last]: readonly Set<number>[],
): DateOrder[] {
  const isYearFirst = first.size < last.size;
  return candidates.filter((order) => (order === "ymd") === (isYearFirst && candidates.includes("ymd")));
}

/** Whether the dates only rise, or only fall, and none is of a weekend. */
function isOfTradingDays(texts: Iterable<string>, order: DateOrder): boolean {
  let before = NaN;
  let direction = 0;
  for (const text of texts) {
    const wall = parseStamp(text, order)?.wall;
    if (wall === undefined) continue;
    const weekday = new Date(wall).getUTCDay();
    if (weekday === 0 || weekday === 6) return false;
    const step = Math.sign(Math.floor(wall / day) - before);
    before = Math.floor(wall / day);
    if (Number.isNaN(step) || step === 0) continue;
    if (direction !== 0 && step !== direction) return false;
    direction = step;
  }
  return true;
}
