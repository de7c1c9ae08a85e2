import { assertEquals } from "@std/assert";
import { describeShortBars } from "../../../../lib/engine/services/bars/describe_short_bars.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const series = {
  symbol: "SPX",
  timeframe: "1d",
  first: day("2022-01-03"),
  last: day("2022-12-18"),
  count: 240,
};

Deno.test("describeShortBars() names the bars that there are, and the period asked for", () => {
  assertEquals(describeShortBars([series], { start: day("2020-01-01"), end: day("2024-01-01") }), [
    "Bars of SPX 1d are there from 2022-01-03 to 2022-12-18 only, " +
    "not for all of the period asked for (2020-01-01 to 2024-01-01)",
  ]);
  assertEquals(describeShortBars([series], { start: null, end: day("2024-01-01") }), [
    "Bars of SPX 1d are there from 2022-01-03 to 2022-12-18 only, " +
    "not for all of the period asked for (the first to 2024-01-01)",
  ]);
});

Deno.test("describeShortBars() says nothing of a week, of an open end and of a bar under way", () => {
  const periods = [["2021-12-27", "2022-12-26"], ["2022-06-01", null], [null, null]] as const;
  for (const [start, end] of periods) {
    const period = { start: start && day(start), end: end && day(end) };
    assertEquals(describeShortBars([series], period), [], `${start} to ${end}`);
  }
  assertEquals(describeShortBars([series], { start: day("2021-12-20"), end: null }).length, 1);
  assertEquals(describeShortBars([series], { start: null, end: day("2022-12-27") }).length, 1);
  const months = { ...series, timeframe: "1M", first: day("2022-02-01"), last: day("2022-12-01") };
  assertEquals(describeShortBars([months], { start: day("2022-01-02"), end: day("2022-12-31") }), []);
});
