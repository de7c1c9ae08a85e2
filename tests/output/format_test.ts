import { assertEquals } from "@std/assert";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLearningRate,
  formatLoss,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRate,
  formatSignedMoney,
  formatTimestamp,
  lossDigits,
  priceDigits,
} from "../../lib/output/format.ts";
import { RandomGenerator } from "../../lib/engine/domain/network/random_generator.ts";

Deno.test("every format shows what is missing or not finite as -", () => {
  const formats = [
    formatMoney,
    formatSignedMoney,
    formatPercent,
    formatNumber,
    formatCount,
    formatPrice,
    formatDuration,
    formatLearningRate,
    formatLoss,
    formatTimestamp,
    formatBytes,
  ];
  for (const format of formats) {
    for (const value of [null, undefined, NaN, Infinity]) {
      assertEquals(format(value), "-", `${format.name}(${value})`);
    }
  }
});

Deno.test("formatMoney() and formatSignedMoney() put the sign before the dollar", () => {
  assertEquals([101234.56, -1234.5, 0, -0.001].map(formatMoney), [
    "$101,234.56",
    "-$1,234.50",
    "$0.00",
    "$0.00",
  ]);
  assertEquals([12, -12, 0, 0.001].map(formatSignedMoney), ["+$12.00", "-$12.00", "$0.00", "$0.00"]);
});

Deno.test("formatPercent() takes a fraction", () => {
  assertEquals(formatPercent(0.0354), "3.54 %");
  assertEquals(formatPercent(-0.5, 0), "-50 %");
  assertEquals(formatPercent(-0.000001), "0.00 %");
  assertEquals(formatPercent(12.5), "1,250.00 %");
});

Deno.test("formatNumber() and formatCount() group thousands", () => {
  assertEquals(formatNumber(1234.5), "1,234.50");
  assertEquals(formatNumber(0.84213, 4), "0.8421");
  assertEquals(formatCount(5105), "5,105");
});

Deno.test("formatPrice() keeps the decimals that a price needs", () => {
  const cases: [number, string][] = [
    [1.08523, "1.08523"],
    [1.5, "1.50"],
    [150.123, "150.123"],
    [Math.fround(2089.47), "2,089.47"],
    [Math.fround(1.08523), "1.08523"],
    [50000.12, "50,000.12"],
    [0.00001234, "0.00001234"],
    [0.65432, "0.65432"],
    [0, "0.00"],
    [-3.25, "-3.25"],
  ];
  for (const [price, expected] of cases) assertEquals(formatPrice(price), expected);
});

Deno.test("priceDigits() lets a column of prices share its decimals", () => {
  const prices = [1.085, 1.08523, null, 1.1];
  const digits = priceDigits(prices);
  assertEquals(digits, 5);
  assertEquals(prices.map((price) => formatPrice(price, digits)), ["1.08500", "1.08523", "-", "1.10000"]);
  assertEquals(priceDigits([]), 2);
});

Deno.test("formatDuration() uses the two largest units", () => {
  const second = 1000;
  const minute = 60 * second;
  const hour = 60 * minute;
  const cases: [number, string][] = [
    [0, "0 s"],
    [-5, "0 s"],
    [40, "0.1 s"],
    [999, "0.9 s"],
    [1000, "1 s"],
    [12_900, "12 s"],
    [3 * minute + 5 * second, "3 m 05 s"],
    [2 * hour + 10 * minute + 59 * second, "2 h 10 m"],
    [76 * hour, "3 d 04 h"],
  ];
  for (const [milliseconds, expected] of cases) assertEquals(formatDuration(milliseconds), expected);
});

Deno.test("formatTimestamp() shows UTC, and midnight as a date", () => {
  const cases: [string | number, string][] = [
    ["2020-04-17T00:00:00Z", "2020-04-17"],
    ["2020-04-17", "2020-04-17"],
    ["2020-04-17T09:30:00+00:00", "2020-04-17 09:30 UTC"],
    ["2020-04-17T09:30:00.123456+02:00", "2020-04-17 07:30 UTC"],
    ["2020-04-17T09:30:00", "2020-04-17 09:30 UTC"],
    ["2020-04-17 09:30:00", "2020-04-17 09:30 UTC"],
    [Date.UTC(2020, 3, 17, 9, 30), "2020-04-17 09:30 UTC"],
    [0, "1970-01-01"],
    ["", "-"],
    ["yesterday", "yesterday"],
  ];
  for (const [time, expected] of cases) assertEquals(formatTimestamp(time), expected);
});

Deno.test("formatBytes() uses decimal units", () => {
  assertEquals([0, 1337, 25_000_000].map(formatBytes), ["0 B", "1.34 kB", "25 MB"]);
});

Deno.test("numbers are rounded and grouped as Intl does it, by their decimals", () => {
  const generator = new RandomGenerator(1);
  for (let round = 0; round < 5_000; round++) {
    const digits = Math.floor(generator.nextDouble() * 7);
    const size = 10 ** (generator.nextDouble() * 16 - 6);
    const exact = (generator.nextDouble() - 0.5) * size;
    // Few decimals, so that many a value lies half-way between two.
    const value = round % 2 === 0 ? exact : Number(exact.toFixed(3));
    const format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative",
    });
    assertEquals(formatNumber(value, digits), format.format(value), `${value} with ${digits} digits`);
  }
});

Deno.test("formatRate() shows as many decimals as the rate has", () => {
  assertEquals([0.001, 0.0005, 0.00004, 0, 0.0123, null].map(formatRate), [
    "0.10 %",
    "0.05 %",
    "0.004 %",
    "0.00 %",
    "1.23 %",
    "-",
  ]);
});

Deno.test("formatLoss() shows more decimals of losses that are small", () => {
  assertEquals([0.5, 0.01, 0.0001234567, 0].map((loss) => formatLoss(loss)), [
    "0.500000",
    "0.010000",
    "0.00012346",
    "0.000000",
  ]);
  assertEquals([lossDigits([0.5, 0.0001]), lossDigits([0.002, null, 0.0001])], [6, 8]);
  assertEquals(formatLoss(0.0001234567, lossDigits([0.5, 0.0001234567])), "0.000123");
});

Deno.test("formatLearningRate() hides the noise of a 32-bit float", () => {
  assertEquals([0.001, Math.fround(0.000125), 1e-7].map(formatLearningRate), ["0.001", "0.000125", "1e-7"]);
});
