import { assertEquals, assertThrows } from "@std/assert";
import { tripleBarrier } from "../../../../lib/engine/domain/labels/triple_barrier.ts";
import { barsFrom } from "./bars_from.ts";

/** Every bar has a range of 1 % of 100, so barriers stand 2 and 1 away. */
const quiet = [100, 100.5, 99.5, 100];
const options = { ptMultiplier: 2, slMultiplier: 1, maxHoldingPeriod: 2, volSpan: 2, volMethod: "atr" };

Deno.test("tripleBarrier() gives +1 at the upper, −1 at the lower barrier and 0 when time runs out", () => {
  const up = tripleBarrier(barsFrom([quiet, [100, 102, 99.5, 101.5], quiet, quiet]), options);
  assertEquals(up.sides[0], 1);
  assertEquals(up.holding[0], 1);
  const down = tripleBarrier(barsFrom([quiet, quiet, [100, 100.5, 98, 99], quiet]), options);
  assertEquals(down.sides[0], -1);
  assertEquals(down.holding[0], 2);
  const neither = tripleBarrier(barsFrom([quiet, quiet, quiet, quiet]), options);
  assertEquals([...neither.sides], [0, 0]);
  assertEquals([...neither.holding], [2, 2]);
});

Deno.test("tripleBarrier() lets the close decide when one bar touches both barriers", () => {
  const wide = (close: number) => barsFrom([quiet, [100, 110, 90, close], quiet, quiet]);
  assertEquals(tripleBarrier(wide(100), options).sides[0], 1);
  assertEquals(tripleBarrier(wide(99.9), options).sides[0], -1);
});

Deno.test("tripleBarrier() refuses too few bars and impossible periods", () => {
  const bars = barsFrom([quiet, quiet, quiet]);
  assertThrows(() => tripleBarrier(bars, options), RangeError, `at least 4 bars`);
  assertThrows(() => tripleBarrier(bars, { ...options, maxHoldingPeriod: 0 }), RangeError, `got "0"`);
  assertThrows(() => tripleBarrier(bars, { ...options, volSpan: 1.5 }), RangeError, `got "1.5"`);
});
