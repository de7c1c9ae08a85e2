import { assertEquals, assertThrows } from "@std/assert";
import { requestUrl, shownBaseUrl } from "../../lib/client/request_url.ts";
import { UsageError } from "../../lib/errors.ts";

Deno.test("requestUrl() puts path and query below the base URL", () => {
  const query = { limit: 10, active_only: true, status: undefined, symbol: null };
  const address = requestUrl("http://localhost:8000/api/v1", { path: "/operations", query });
  assertEquals(address.url, "http://localhost:8000/api/v1/operations?limit=10&active_only=true");
  assertEquals(address.shown, "http://localhost:8000/api/v1/operations");
  assertEquals(address.authorization, undefined);
});

Deno.test("requestUrl() keeps the query of the base URL and turns its password into a header", () => {
  const address = requestUrl("https://u%20s:p%40ss@h/api/v1/?key=1", { path: "/x", query: { a: 2 } });
  assertEquals(address.url, "https://h/api/v1/x?key=1&a=2");
  assertEquals(address.shown, "https://h/api/v1/x");
  assertEquals(address.authorization, `Basic ${btoa("u s:p@ss")}`);
});

Deno.test("requestUrl() keeps encoded names encoded", () => {
  const path = `/data/${encodeURIComponent("EUR/USD")}/1h`;
  assertEquals(requestUrl("http://h/api/v1", { path }).url, "http://h/api/v1/data/EUR%2FUSD/1h");
});

Deno.test("shownBaseUrl() hides user, password and query", () => {
  assertEquals(shownBaseUrl("http://u:p@h:8000/api/v1?key=1"), "http://h:8000/api/v1");
  assertThrows(() => shownBaseUrl("ftp://h"), UsageError, '"ftp://h"');
});
