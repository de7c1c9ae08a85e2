import { assertEquals, assertThrows } from "@std/assert";
import { splitChronologically, splitPurged } from "../../../lib/engine/domain/split.ts";

function summary(rows: Int32Array): number[] | null {
  return rows.length === 0 ? null : [rows[0], rows[rows.length - 1], rows.length];
}

Deno.test("splitChronologically() cuts three blocks in order of time", () => {
  const split = splitChronologically(10, { train: 0.7, validation: 0.15 });
  assertEquals([...split.train], [0, 1, 2, 3, 4, 5, 6]);
  assertEquals([...split.validation], [7]);
  assertEquals([...split.test], [8, 9]);
});

Deno.test("splitChronologically() refuses ratios outside 0 to 1", () => {
  assertThrows(() => splitChronologically(10, { train: 1.2, validation: 0 }), RangeError, `got "1.2"`);
  assertThrows(() => splitChronologically(10, { train: 0.5, validation: NaN }), RangeError, `got "NaN"`);
});

Deno.test("splitPurged() drops training rows whose label reaches the held-out block", () => {
  const split = splitPurged(100, { train: 0.6, validation: 0.2, test: 0.2, maxHoldingPeriod: 5 });
  assertEquals(summary(split.train), [0, 55, 56]);
  assertEquals(summary(split.validation), [60, 79, 20]);
  assertEquals(summary(split.test), [80, 99, 20]);
});

Deno.test("splitPurged() measures the reach of a label in bars when rows are not consecutive", () => {
  const bars = Int32Array.from({ length: 10 }, (_, row) => row * 10);
  const options = { train: 0.5, validation: 0.5, test: 0, maxHoldingPeriod: 15 };
  assertEquals([...splitPurged(10, { ...options, bars }).train], [0, 1, 2, 3]);
  assertEquals([...splitPurged(10, options).train], []);
});

Deno.test("splitPurged() refuses an impossible embargo or holding period", () => {
  const ratios = { train: 0.5, validation: 0.2 };
  assertThrows(() => splitPurged(10, { ...ratios, maxHoldingPeriod: -1 }), RangeError, `got "-1"`);
  assertThrows(() => splitPurged(10, { ...ratios, maxHoldingPeriod: 1, embargo: 2 }), RangeError, "Embargo");
});
