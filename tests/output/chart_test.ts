import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { lineChart, sparkline, stackedCharts } from "../../lib/output/chart.ts";
import { createStyle } from "../../lib/output/style.ts";
import { displayWidth } from "../../lib/output/text.ts";

const style = createStyle(false);

Deno.test("lineChart() draws a rising line with its values and ends", () => {
  const values = Float64Array.from({ length: 24 }, (_, index) => 100 + index);
  const text = lineChart(values, { width: 21, height: 3, style, startLabel: "2019", endLabel: "2020" });
  assertEquals(
    text,
    [
      "123.00 ┤        ⢀⣀⡤⠖⠋",
      "       │    ⢀⣠⠴⠚⠉",
      "100.00 ┤⣀⡤⠖⠋⠉",
      "        2019     2020",
    ].join("\n"),
  );
});

Deno.test("lineChart() has an ASCII form", () => {
  const text = lineChart([0, 1, 2, 1], { width: 16, height: 3, style, ascii: true, formatValue: String });
  assertEquals(
    text,
    [
      "2 +      *****",
      "  |  *****   ***",
      "0 +***",
    ].join("\n"),
  );
});

Deno.test("lineChart() labels the largest, the smallest and the first value", () => {
  const values = [100, 140, 60, 120];
  const lines = lineChart(values, { width: 40, height: 9, style, formatValue: (value) => `$${value}` }).split(
    "\n",
  );
  assertEquals(lines.length, 9);
  assertMatch(lines[0], /^\$140 ┤/);
  assertMatch(lines[4], /^\$100 ┤/);
  assertMatch(lines[8], /^ \$60 ┤/);
});

Deno.test("lineChart() never is wider than asked for, and drops its labels where there is no room", () => {
  const values = Float32Array.from({ length: 5000 }, (_, index) => 100_000 + 1000 * Math.sin(index / 300));
  for (const width of [1, 5, 12, 20, 40, 80, 200]) {
    const text = lineChart(values, {
      width,
      height: 6,
      style,
      startLabel: "2019-01-02",
      endLabel: "2020-12-31",
    });
    for (const line of text.split("\n")) assert(displayWidth(line) <= width, `${width}: ${line}`);
  }
  assert(!lineChart(values, { width: 12, height: 6, style }).includes("┤"));
});

Deno.test("lineChart() keeps a single peak of many values", () => {
  const values = new Float64Array(10_000);
  values[7777] = 1;
  const lines = lineChart(values, { width: 30, height: 4, style }).split("\n");
  assertEquals(lines[0].slice(6).trim().length, 1);
});

Deno.test("lineChart() copes with flat, single, missing and no values", () => {
  const flat = lineChart([5, 5, 5], { width: 20, height: 3, style });
  assertEquals(flat.split("\n").filter((line) => line.includes("5.00")).length, 1);
  assertStringIncludes(lineChart([5], { width: 20, height: 1, style }), "5.00 ┤");
  assertEquals(lineChart([], { width: 20, height: 3, style }), "");
  assertEquals(lineChart([NaN, Infinity], { width: 20, height: 3, style }), "");
  assertStringIncludes(lineChart([1, NaN, 3], { width: 20, height: 3, style }), "3.00 ┤");
});

Deno.test("lineChart() shows by colour whether the curve ended higher", () => {
  const colored = createStyle(true);
  assertStringIncludes(lineChart([1, 2], { width: 20, height: 2, style: colored }), "\x1b[32m");
  assertStringIncludes(lineChart([2, 1], { width: 20, height: 2, style: colored }), "\x1b[31m");
});

Deno.test("sparkline() shows a column for each value, and means where there are too many", () => {
  assertEquals(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8), "▁▂▃▄▅▆▇█");
  assertEquals(sparkline([0, 0, 7, 7], 2), "▁█");
  assertEquals(sparkline([1, 2], 10), "▁█");
  assertEquals(sparkline([3, 3, 3], 3), "▅▅▅");
  assertEquals(sparkline([0, NaN, 1], 3), "▁ █");
  assertEquals(sparkline([], 5), "");
});

Deno.test("stackedCharts() begins every curve in the same column", () => {
  const options = { width: 40, height: 3, style };
  const charts = stackedCharts([
    { values: [1, 2, 3], options },
    { values: [123456, 7, 8], options },
    { values: [NaN], options },
  ]);
  const columns = charts.slice(0, 2).flatMap((text) => text.split("\n").map((line) => line.search(/[┤│]/)));
  assertEquals(new Set(columns).size, 1);
  assertEquals(charts[2], "");
});
