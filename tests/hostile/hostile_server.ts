/**
 * A server that has lost its mind: it answers every request with what a KTRDR server once answered to such a request,
 * wounded in some way.
 * @module
 */
import { type Exchange, readExchanges } from "../engine/http/recorded_exchange.ts";
import { mutateBytes, mutateJson, mutateText } from "./mutate.ts";
import type { RandomSource } from "./random_source.ts";

/** Further answers that a client may have to read, where there is no recording of one. */
const further: Exchange[] = [
  route("GET", "/strategies/", {
    success: true,
    strategies: [{
      name: "rsi_spx",
      description: "RSI",
      symbol: "SPX",
      timeframe: "1d",
      available_versions: [1],
    }],
  }),
  route("POST", "/strategies/validate/rsi_spx", {
    success: true,
    valid: false,
    strategy_name: "rsi_spx",
    issues: [{ severity: "error", category: "indicators", message: "Unknown", line: 3, column: 4 }],
  }),
  route("GET", "/strategies/rsi_spx/features", {
    success: true,
    strategy_name: "rsi_spx",
    features: [{ feature_id: "1d_rsi_low", timeframe: "1d", fuzzy_set: "rsi", membership: "low" }],
    count: 1,
  }),
  route("GET", "/models/x", {
    success: true,
    model: {
      model_id: "x",
      symbol: "SPX",
      timeframe: "1d",
      metrics: { test_accuracy: 0.5 },
      features: ["a"],
    },
  }),
];

function route(method: string, path: string, answer: unknown): Exchange {
  return { method, path, status: 200, answer };
}

const exchanges = [...readExchanges("operations"), ...readExchanges("reads_and_refusals"), ...further];

/** After so many requests every operation is at its end, so that every command comes to one. */
const longestTalk = 60;

/** Answers the requests of one run. */
export function createHostileServer(source: RandomSource): (request: Request) => Promise<Response> {
  let requests = 0;
  return async (request) => {
    await request.text();
    const { pathname } = new URL(request.url);
    const candidates = exchanges.filter((exchange) =>
      exchange.method === request.method &&
      shapeOf(exchange.path) === shapeOf(pathname.replace("/api/v1", ""))
    );
    const ending = exchanges.filter(({ name }) => name === "training: completed");
    const isLate = ++requests > longestTalk && pathname.includes("/operations/");
    const known = isLate ? ending : candidates;
    return answer(source, known.length === 0 ? source.pick(exchanges) : source.pick(known));
  };
}

/** A path without query and ids: what is below a resource counts by its number of parts. */
function shapeOf(path: string): string {
  const [first, second, ...rest] = path.split("?")[0].slice(1).split("/");
  return [first, second === undefined || second === "" ? "" : "*", ...rest].join("/");
}

function answer(source: RandomSource, exchange: Exchange): Response {
  const status = source.chance(0.1)
    ? source.pick([200, 201, 204, 301, 400, 401, 404, 418, 429, 500, 503, 599])
    : exchange.status;
  const filled: unknown = JSON.parse(JSON.stringify(exchange.answer).replace(/\{\w+\}/g, "op_1"));
  const value = source.chance(0.6) ? mutateJson(source, filled) : filled;
  const text = JSON.stringify(value) ?? "";
  const headers = new Headers({ "content-type": source.pick(["application/json", "text/html", "a/b; c"]) });
  if (source.chance(0.1)) headers.set("retry-after", source.pick(["-1", "1e9", "soon", "0", "3", ""]));
  if (source.chance(0.1)) headers.set("date", source.pick(["never", "Thu, 01 Jan 1970 00:00:00 GMT"]));
  if (status >= 300 && status < 400) {
    headers.set("location", source.pick(["/", "//evil.example", "javascript:x", "\t"]));
  }
  if (status === 204) return new Response(null, { status, headers });
  return new Response(woundBody(source, text), { status, headers });
}

function woundBody(source: RandomSource, text: string): BodyInit {
  const kind = source.next();
  if (kind < 0.75) return text.toWellFormed();
  if (kind < 0.85) return mutateText(source, text).toWellFormed();
  if (kind < 0.9) return mutateBytes(source, new TextEncoder().encode(text));
  if (kind < 0.93) return source.bytes(source.below(500));
  if (kind < 0.96) return "";
  return brokenOff(text.slice(0, source.below(text.length + 1)));
}

function brokenOff(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => controller.error(new TypeError("error reading a body from connection")),
  });
}
