import { assertEquals } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { barsCsv, openTestEngine } from "../engine/http/test_engine.ts";
import { scriptedClient } from "../support/scripted_client.ts";
import { json, type Responder } from "../support/scripted_server.ts";

const series = { symbol: "SPX", timeframe: "1d" as const };
const indicators = [{ id: "RSIIndicator", output_name: "RSI" }];
const fuzzyRequest = {
  ...series,
  indicator: { type: "rsi" },
  fuzzy_sets: { low: { type: "triangular", parameters: [0, 25, 50] } },
};

/** A date of 2020 by its number. */
function date(day: number): string {
  return new Date(Date.UTC(2020, 0, day)).toISOString().slice(0, 19).replace("T", " ");
}

interface PageFacts {
  current?: number;
  total?: number;
}

function indicatorPage(days: readonly number[], { current, total }: PageFacts = {}): Response {
  return Response.json({
    success: true,
    dates: days.map(date),
    indicators: { RSI: days },
    metadata: { current_page: current, total_pages: total },
  });
}

/** A server that has a page a row. */
function pageARow(total: number, told: (page: number) => PageFacts): Responder {
  return (request) => {
    const asked = Number(new URL(request.url).searchParams.get("page"));
    const page = Math.min(asked, total);
    return indicatorPage([page], told(asked));
  };
}

async function newest(rows: number, responders: Responder[]) {
  await using world = scriptedClient({ "POST /indicators/calculate": responders });
  const values = await world.client.indicators.newest({ ...series, indicators }, { rows });
  return { values: values.indicators.RSI, pages: world.server.requests.map(({ query }) => query.page) };
}

Deno.test("indicators.newest() joins many pages in their order", async () => {
  const total = 500;
  const server = pageARow(total, (page) => ({ current: Math.min(page, total), total }));
  const all = await newest(Infinity, [server]);
  assertEquals(all.values, Array.from({ length: total }, (_, row) => row + 1));
  assertEquals(all.pages.length, total);
});

Deno.test("indicators.newest() does not go on for ever with a server that lies about its pages", async () => {
  const liars: [string, (page: number) => PageFacts][] = [
    ["repeats what it was asked", (page) => ({ current: page, total: 1_000_000_000 })],
    ["always says the same", () => ({ current: 1_000, total: 1_000 })],
    ["has no total", (page) => ({ current: page })],
  ];
  for (const [name, told] of liars) {
    const { values, pages } = await newest(Infinity, [pageARow(1, told)]);
    assertEquals([values, pages.length], [[1], 2], name);
  }
});

Deno.test("indicators.newest() starts with the last page that there is, whichever the server says it shows", async () => {
  const beyond = () => indicatorPage([], { current: 1_000_000_000, total: 2 });
  const first = () => indicatorPage([1, 2], { current: 1, total: 2 });
  const last = () => indicatorPage([3], { current: 2, total: 2 });
  assertEquals(await newest(Infinity, [beyond, last, first]), {
    values: [1, 2, 3],
    pages: ["1000000000", "2", "1"],
  });
  const named = () => indicatorPage([3], { current: 1_000_000_000, total: 2 });
  assertEquals(await newest(Infinity, [named, first]), { values: [1, 2, 3], pages: ["1000000000", "1"] });
});

Deno.test("indicators.newest() stops at an empty page, and gives nothing where there is nothing", async () => {
  const last = () => indicatorPage([9], { current: 9, total: 9 });
  const empty = () => indicatorPage([], { current: 8, total: 9 });
  assertEquals(await newest(Infinity, [last, empty]), { values: [9], pages: ["1000000000", "8"] });
  const nothing = () => indicatorPage([], { current: 0, total: 0 });
  assertEquals(await newest(Infinity, [nothing]), { values: [], pages: ["1000000000"] });
});

Deno.test("indicators.newest() has null for what a page does not tell", async () => {
  const last = () => indicatorPage([3], { current: 2, total: 2 });
  const first = json({ success: true, dates: [date(1), date(2)], indicators: {}, metadata: null });
  assertEquals((await newest(2, [last, first])).values, [null, 3]);
});

function fuzzyPage(days: readonly number[], metadata?: Record<string, unknown>): Responder {
  return json({
    success: true,
    ...series,
    indicator: { type: "rsi", output: "value" },
    dates: days.map(date),
    values: days,
    memberships: { low: days.map((day) => day / 10) },
    ...(metadata === undefined ? {} : { metadata }),
  });
}

async function fuzzify(limit: number | undefined, responders: Responder[]) {
  await using world = scriptedClient({ "POST /fuzzy/calculate": responders });
  const request = limit === undefined ? fuzzyRequest : { ...fuzzyRequest, limit };
  const calculation = await world.client.fuzzy.calculate(request, { query: { trace: "1" } });
  return { calculation, requests: world.server.requests };
}

Deno.test("fuzzy.calculate() takes an answer without metadata for all there is", async () => {
  const { calculation, requests } = await fuzzify(undefined, [fuzzyPage([1, 2])]);
  const { dates, values, memberships } = calculation;
  assertEquals([dates, values, memberships], [[date(1), date(2)], [1, 2], { low: [0.1, 0.2] }]);
  assertEquals(requests.map(({ query }) => query), [{ trace: "1", page: "1000000000", page_size: "10000" }]);
});

Deno.test("fuzzy.calculate() follows the pages of a server that has them, as far as the limit", async () => {
  const pages = () => [
    fuzzyPage([5], { current_page: 3, total_pages: 3, points: 5 }),
    fuzzyPage([3, 4], { current_page: 2, total_pages: 3, points: 5 }),
    fuzzyPage([1, 2], { current_page: 1, total_pages: 3, points: 5 }),
  ];
  const all = await fuzzify(undefined, pages());
  assertEquals(all.calculation.values, [1, 2, 3, 4, 5]);
  assertEquals(all.calculation.memberships, { low: [0.1, 0.2, 0.3, 0.4, 0.5] });
  assertEquals(all.calculation.metadata?.points, 5);
  const some = await fuzzify(2, pages());
  assertEquals([some.calculation.values, some.requests.length], [[4, 5], 2]);
  assertEquals(some.requests.map(({ query }) => query.page), ["1000000000", "2"]);
});

Deno.test("all pages of the engine are one series", async () => {
  const bars = 10_500;
  await using engine = await openTestEngine();
  await engine.put("/data/SPX/1d", barsCsv(bars));
  await using client = new KtrdrClient({
    baseUrl: "http://engine/api/v1",
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const init = { body: await request.text(), headers: request.headers };
      const path = pathname.replace("/api/v1", "") + search;
      const { status, body } = await engine.send(request.method, path, init);
      return Response.json(body, { status });
    },
  });
  const calculation = await client.fuzzy.calculate(fuzzyRequest);
  const values = await client.indicators.newest({ ...series, indicators }, { rows: Infinity });
  assertEquals([calculation.dates.length, values.dates.length], [bars, bars]);
  assertEquals(calculation.values, values.indicators.RSI);
  assertEquals(calculation.dates, calculation.dates.toSorted());
  assertEquals(calculation.metadata?.total_pages, 2);
});
