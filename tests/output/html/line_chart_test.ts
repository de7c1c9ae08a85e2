import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  type LineChartSvgOptions,
  renderLineChart,
  renderStackedCharts,
} from "../../../lib/output/html/line_chart.ts";
import { assertBalanced } from "../../support/assert_balanced.ts";

/** The chart, of which every attribute must be drawable. */
function draw(options: Partial<LineChartSvgOptions>): string {
  const chart = renderLineChart({
    label: "Equity",
    x: { kind: "number", values: [] },
    series: [],
    ...options,
  });
  assertBalanced(chart);
  for (const [, value] of chart.matchAll(/ (?:d|x|y|width|height|viewBox)="([^"]*)"/g)) {
    assert(!/NaN|Infinity|undefined|e[+-]/.test(value), value);
  }
  return chart;
}

/** The path data of the curves. */
function curves(chart: string): string[] {
  return [...chart.matchAll(/stroke-linecap="round"[^>]* d="([^"]*)"/g)].map(([, path]) => path);
}

function heights(path: string): number[] {
  return [...path.matchAll(/[ML ]?-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
}

Deno.test("renderLineChart() draws curves with axes, a legend and words for those who do not see it", () => {
  const chart = draw({
    x: { kind: "time", values: ["2020-01-01", "2020-01-02T00:00:00Z", "2020-01-03 00:00:00"] },
    series: [
      { name: "Close", values: [1, 3, 2], fill: true },
      { name: "Mean", values: [1, 2, 3], dashed: true },
    ],
    height: 200,
  });
  assertMatch(chart, /^<svg viewBox="0 0 960 200" /);
  assertStringIncludes(
    chart,
    'aria-label="Equity. Close: 1 to 2, lowest 1, highest 3. Mean: 1 to 3, lowest 1, highest 3"',
  );
  assertStringIncludes(chart, "<title>Equity</title>");
  for (const label of [">2020-01-02</text>", ">2</text>", ">Close<title>"]) {
    assertStringIncludes(chart, label);
  }
  assertEquals(curves(chart).length, 2);
  assertMatch(curves(chart)[0], /^M23 172L479.5 28 936 100$/);
  assertEquals(chart.match(/class="area series-0"/g)?.length, 1);
  assertEquals(chart.match(/stroke-dasharray/g)?.length, 2);
});

Deno.test("renderLineChart() leaves gaps where there is no value, and shows a lonely one as a dot", () => {
  const values = [1, 2, null, NaN, 5, Infinity, 3, 4];
  const [path] = curves(draw({
    x: { kind: "number", values: values.map((_, index) => index) },
    series: [{ name: "A", values }],
  }));
  assertMatch(path, /^M[\d. ]+L[\d. ]+M[\d. ]+h0M[\d. ]+L[\d. ]+$/);
});

Deno.test("renderLineChart() of a million values is small, quick and loses no peak", () => {
  const count = 1_000_000;
  const values = Array.from({ length: count }, (_, index) => Math.sin(index / 1000));
  values[123_456] = 50;
  values[654_321] = -50;
  const chart = draw({
    x: { kind: "number", values: values.map((_, index) => index) },
    series: [{ name: "A", values, fill: true }],
    height: 320,
  });
  assert(chart.length < 150_000, String(chart.length));
  const ys = heights(curves(chart)[0]);
  const area = { top: 28, bottom: 292 };
  assertEquals([Math.min(...ys), Math.max(...ys)], [area.top, area.bottom]);
});

Deno.test("renderLineChart() draws markers, each with its label", () => {
  const chart = draw({
    x: { kind: "number", values: [0, 1, 2] },
    series: [{ name: "A", values: [1, 2, 3] }],
    markers: [
      { index: 0, value: 1, kind: "buy", label: 'Bought "10"' },
      { index: 2, value: 9, kind: "sell", label: "Sold" },
      { index: 7, value: 1, kind: "sell", label: "Nowhere" },
      { index: 1, value: NaN, kind: "sell", label: "Nowhere" },
    ],
  });
  assertStringIncludes(chart, "<title>Bought &quot;10&quot;</title>");
  assertEquals([...chart.matchAll(/<path class="(buy|sell)"/g)].map(([, kind]) => kind), ["buy", "sell"]);
  assert(!chart.includes("Nowhere"));
});

Deno.test("renderLineChart() sorts what is not in order and leaves out what has no place", () => {
  const [sorted] = curves(draw({
    x: { kind: "time", values: ["2020-01-01", "2020-01-02", "2020-01-03"] },
    series: [{ name: "A", values: [1, 2, 3] }],
  }));
  const [shuffled] = curves(draw({
    x: { kind: "time", values: ["2020-01-03", "soon", "2020-01-01", "2020-01-02"] },
    series: [{ name: "A", values: [3, 3, 1, 2] }],
  }));
  assertEquals(shuffled, sorted);
});

Deno.test("renderLineChart() draws whatever numbers there are", () => {
  const cases: (number | null)[][] = [
    [],
    [null, null],
    [0],
    [5, 5, 5],
    [-1e308, 1e308],
    [Number.MIN_VALUE, 0],
    [1, 1 + Number.EPSILON],
    [1e-12, 2e-12],
    [1e17, 3e17],
    [-3, -2],
  ];
  for (const values of cases) {
    for (const fill of [true, false]) {
      const series = [{ name: "A", values, fill }];
      draw({ x: { kind: "number", values: values.map((_, index) => index) }, series });
      draw({ x: { kind: "number", values: values.map((value) => value ?? NaN) }, series });
      draw({ x: { kind: "time", values: values.map(() => "2020-01-01") }, series });
    }
  }
  draw({ x: { kind: "time", values: ["+275000-01-01T00:00:00Z"] }, series: [{ name: "A", values: [1] }] });
});

Deno.test("renderLineChart() chooses times that people use", () => {
  const cases: [string, string, string][] = [
    ["2000-01-03", "2020-04-17", "2005"],
    ["2019-01-01", "2019-12-31", "2019-07"],
    ["2019-03-01", "2019-03-20", "2019-03-04"],
    ["2019-03-01T09:30:00Z", "2019-03-01T16:00:00Z", "03-01 12:00"],
  ];
  for (const [start, end, label] of cases) {
    const chart = draw({
      x: { kind: "time", values: [start, end] },
      series: [{ name: "A", values: [1, 2] }],
    });
    assertStringIncludes(chart, `>${label}</text>`);
  }
});

Deno.test("renderLineChart() puts many names into rows, and cuts long ones", () => {
  const series = Array.from(
    { length: 12 },
    (_, index) => ({ name: `Curve ${index} ${"x".repeat(60)}`, values: [1] }),
  );
  const chart = draw({ x: { kind: "number", values: [1] }, series });
  assertStringIncludes(chart, `<title>${series[11].name}</title>`);
  assertEquals(new Set([...chart.matchAll(/x="26" y="(\d+)"/g)].map(([, y]) => y)).size, 6);
});

Deno.test("renderStackedCharts() puts a time at the same place in every chart, whatever their values and first times", () => {
  const days = (first: number) =>
    Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2020, 0, first + day)).toISOString());
  const chart = { label: "Chart", height: 200 };
  const charts = renderStackedCharts([
    { ...chart, x: { kind: "time", values: days(1) }, series: [{ name: "Share", values: [0.5, 0.6] }] },
    {
      ...chart,
      x: { kind: "time", values: days(11) },
      series: [{ name: "Money", values: [123_456_789, 1] }],
    },
    { ...chart, x: { kind: "time", values: days(21) }, series: [] },
  ]);
  const times = charts.map((svg) => [...svg.matchAll(/d="M([\d.]+) [\d.]+V/g)].map(([, x]) => x));
  assert(times[0].length > 2);
  assertEquals([times[1], times[2]], [times[0], times[0]]);
  const alone = renderLineChart({ ...chart, x: { kind: "time", values: days(1) }, series: [] });
  assert(!alone.includes(`d="M${times[0][0]} `));
});
