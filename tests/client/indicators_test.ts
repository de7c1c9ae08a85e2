import { assertEquals } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { json, type Responder, ScriptedServer } from "../support/scripted_server.ts";

const request = {
  symbol: "SPX",
  timeframe: "1d" as const,
  indicators: [{ id: "RSIIndicator", output_name: "RSI" }],
};

/** One page of `values`, of which there are `pages` in all. */
function page(values: number[], { current, pages }: { current: number; pages: number }): Responder {
  return json({
    success: true,
    dates: values.map((value) => `2020-01-0${value} 00:00:00`),
    indicators: { RSI: values },
    metadata: { current_page: current, total_pages: pages, has_prev: current > 1 },
  });
}

async function newest(rows: number, script: Responder[]) {
  const server = new ScriptedServer({ "POST /indicators/calculate": script });
  await using client = new KtrdrClient({ baseUrl: "http://server/api/v1", fetch: server.fetch });
  const values = await client.indicators.newest(request, { rows });
  return { values, queries: server.requests.map(({ query }) => [query.page, query.page_size]) };
}

Deno.test("indicators.newest() asks for the page beyond the end, which is the last one, and no more", async () => {
  const { values, queries } = await newest(2, [page([7, 8, 9], { current: 3, pages: 3 })]);
  assertEquals(queries, [["1000000000", "10000"]]);
  assertEquals([values.dates, values.indicators], [["2020-01-08 00:00:00", "2020-01-09 00:00:00"], {
    RSI: [8, 9],
  }]);
});

Deno.test("indicators.newest() goes on with earlier pages as far as need be", async () => {
  const script = () => [
    page([9], { current: 3, pages: 3 }),
    page([6, 7, 8], { current: 2, pages: 3 }),
    page([3, 4, 5], { current: 1, pages: 3 }),
  ];
  const some = await newest(3, script());
  assertEquals(some.queries.map(([page]) => page), ["1000000000", "2"]);
  assertEquals(some.values.indicators, { RSI: [7, 8, 9] });
  const all = await newest(Infinity, script());
  assertEquals(all.queries.map(([page]) => page), ["1000000000", "2", "1"]);
  assertEquals(all.values.indicators, { RSI: [3, 4, 5, 6, 7, 8, 9] });
});

Deno.test("indicators.newest() takes an answer without metadata for all there is", async () => {
  const { values, queries } = await newest(Infinity, [
    json({ success: true, dates: ["2020-01-01"], indicators: { RSI: [null] } }),
  ]);
  assertEquals([queries.length, values.indicators], [1, { RSI: [null] }]);
});
