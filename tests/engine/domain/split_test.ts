import { assertEquals, assertThrows } from "@std/assert";
import { type RowSplit, splitChronologically, splitPurged } from "../../../lib/engine/domain/split.ts";
import { readGolden } from "../../support/golden_series.ts";

interface Part {
  rows: number;
  first_feature_row?: number;
  last_feature_row?: number;
}

interface SplitCase {
  feature_rows: number;
  label_rows: number;
  labels: { source: string; max_holding_period?: number; vol_lookback?: number };
  data_split: { train?: number; validation?: number; test?: number } | null;
  train: Part;
  validation: Part;
  test: Part | null;
}

interface PurgedCase {
  n: number;
  holding: number;
  val_ratio: number;
  embargo_pct: number;
  train: number[] | null;
  val: number[];
}

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

Deno.test("splitPurged() keeps the rows that KTRDR's purged split keeps", () => {
  for (const recorded of readGolden<{ cases: PurgedCase[] }>("training/purged_split.json").cases) {
    const split = splitPurged(recorded.n, {
      train: 1 - recorded.val_ratio,
      validation: recorded.val_ratio,
      test: 0,
      maxHoldingPeriod: recorded.holding,
      embargo: recorded.embargo_pct,
    });
    assertEquals(summary(split.train), recorded.train);
    assertEquals(summary(split.validation), recorded.val);
    assertEquals(split.test.length, 0);
  }
});

Deno.test("splits have the sizes and borders of KTRDR's training worker", () => {
  for (const recorded of readGolden<{ cases: SplitCase[] }>("training/split.json").cases) {
    const firstRow = recorded.train.first_feature_row ?? 0;
    const rows = Math.min(recorded.label_rows, recorded.feature_rows - firstRow);
    const split = splitAsRecorded(rows, recorded);
    for (const name of ["train", "validation", "test"] as const) {
      const part = recorded[name];
      const expected = part === null || part.rows === 0
        ? null
        : [(part.first_feature_row ?? 0) - firstRow, (part.last_feature_row ?? 0) - firstRow, part.rows];
      assertEquals(summary(split[name]), expected, `${name} of ${JSON.stringify(recorded)}`);
    }
  }
});

function splitAsRecorded(rows: number, { labels, data_split }: SplitCase): RowSplit {
  const ratios = {
    train: data_split?.train ?? 0.7,
    validation: data_split?.validation ?? 0.15,
    ...(data_split?.test === undefined ? {} : { test: data_split.test }),
  };
  if (labels.source !== "triple_barrier") return splitChronologically(rows, ratios);
  return splitPurged(rows, { ...ratios, maxHoldingPeriod: labels.max_holding_period ?? 50 });
}
