import { assertEquals, assertThrows } from "@std/assert";
import { barEndOf } from "../../../../lib/engine/domain/features/bar_end.ts";

const lengths: [string, string, string][] = [
  ["1m", "2024-02-28T23:59:00Z", "2024-02-29T00:00:00Z"],
  ["15m", "2024-01-01T00:00:00Z", "2024-01-01T00:15:00Z"],
  ["4h", "2024-01-01T20:00:00Z", "2024-01-02T00:00:00Z"],
  ["1d", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"],
  ["1w", "2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z"],
  ["1M", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"],
  ["1M", "2023-12-01T05:00:00Z", "2024-01-01T05:00:00Z"],
  ["3M", "2023-11-01T00:00:00Z", "2024-02-01T00:00:00Z"],
  ["1M", "2023-01-31T12:30:00Z", "2023-02-28T12:30:00Z"],
  ["1M", "1969-12-31T00:00:00Z", "1970-01-31T00:00:00Z"],
];

for (const [timeframe, start, end] of lengths) {
  Deno.test(`a ${timeframe} bar that starts at ${start} ends at ${end}`, () => {
    assertEquals(new Date(barEndOf(timeframe)(Date.parse(start))), new Date(end));
  });
}

Deno.test("monthly bars never end in another order than they start", () => {
  const end = barEndOf("1M");
  const starts = Array.from({ length: 800 }, (_, index) => Date.UTC(2023, 0, 1 + index));
  const ends = starts.map(end);
  assertEquals(ends, ends.toSorted((a, b) => a - b));
});

Deno.test("barEndOf() refuses what is no timeframe", () => {
  for (const timeframe of ["", "h", "0h", "1y", "1H", "1.5h", "-1d", " 1h", "1h "]) {
    assertThrows(() => barEndOf(timeframe), RangeError, `got "${timeframe}"`);
  }
});
