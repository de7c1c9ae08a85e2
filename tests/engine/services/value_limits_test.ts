/** What would take too many values is refused before any is calculated. */
import { assertEquals, assertRejects } from "@std/assert";
import type { Bars } from "../../../lib/engine/domain/bars.ts";
import { calculateFuzzy } from "../../../lib/engine/services/fuzzy/calculate_fuzzy.ts";
import { calculateIndicators } from "../../../lib/engine/services/indicators/calculate_indicators.ts";
import type { Engine } from "../../../lib/engine/services/engine.ts";
import { ServiceError } from "../../../lib/engine/services/service_error.ts";

const minutes = { symbol: "EURUSD", timeframe: "1m" } as const;

/** An engine with so many minutes of one symbol. */
function engineWith(count: number): Engine {
  const time = Float64Array.from({ length: count }, (_, bar) => bar * 60_000);
  const close = time.map((_, bar) => 100 + bar % 7);
  const bars: Bars = { time, open: close, high: close, low: close, close, volume: close };
  const series = { ...minutes, count, first: 0, last: time[count - 1] };
  const served = { update: () => Promise.resolve() };
  return { served, store: { bars: { read: () => bars, find: () => series } } } as unknown as Engine;
}

async function refusal(work: () => Promise<unknown>): Promise<unknown[]> {
  const { status, body, message } = await assertRejects(work, ServiceError);
  return [status, "detail" in body && body.detail, message].map((part) => JSON.parse(JSON.stringify(part)));
}

Deno.test("indicators are refused where bars × outputs are more than 20 million", async () => {
  const indicators = Array.from({ length: 50 }, (_, index) => ({
    id: "adline",
    parameters: {},
    output_name: `line_${index}`,
  }));
  const message = "66667 bars × 300 columns are 20000100 values, expected at most 20000000; " +
    "ask for a shorter period, or for less at once";
  const error = {
    code: "PROC-TooManyValues",
    message,
    details: { bars: 66_667, columns: 300, maximum: 20_000_000 },
  };
  assertEquals(await refusal(() => calculateIndicators(engineWith(66_667), { ...minutes, indicators })), [
    400,
    { success: false, error },
    message,
  ]);
});

Deno.test("fuzzy sets are refused where the answered bars × sets are more than 20 million", async () => {
  const engine = engineWith(400_000);
  const request = {
    ...minutes,
    indicator: { type: "rsi", parameters: {} },
    fuzzy_sets: Object.fromEntries(
      Array.from({ length: 50 }, (_, set) => [`set_${set}`, { type: "gaussian", parameters: [set, 1] }]),
    ),
  };
  const [status, , message] = await refusal(() => calculateFuzzy(engine, request));
  assertEquals([status, message], [
    400,
    "400000 bars × 51 columns are 20400000 values, expected at most 20000000; " +
    "ask for a shorter period, or for less at once",
  ]);
  const { values, memberships, bars } = await calculateFuzzy(engine, { ...request, limit: 5 });
  assertEquals([values.length, memberships.size, bars.time[4]], [5, 50, 399_999 * 60_000]);
  // Nothing of the 400,000 values stays in memory with the five.
  assertEquals([values, ...memberships.values()].map(({ buffer }) => buffer.byteLength), Array(51).fill(40));
});
