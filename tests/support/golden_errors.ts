/**
 * Comparing numbers with recorded ones, and how far they are off: what the tests assert and `deno task golden` prints.
 * @module
 */
import { assert } from "@std/assert";

/** A number of a reference file: null stands for NaN, text for an infinity. */
export type GoldenNumber = number | null | "Infinity" | "-Infinity";

/** How close a number must be: |actual − expected| ≤ relative · max(|expected|, floor). */
export interface Tolerance {
  readonly relative: number;
  /** The usual size of such numbers: an error of a smaller one is measured against it. */
  readonly floor: number;
}

/** For what is counted or named: no error at all. */
export const exact: Tolerance = { relative: 0, floor: 1 };

/** For a column of numbers: measured against their usual size, as small ones are differences of others. */
export function columnTolerance(values: readonly GoldenNumber[]): Tolerance {
  const sizes = values.flatMap((value) => typeof value === "number" && value !== 0 ? [Math.abs(value)] : []);
  const typical = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 1;
  return { relative: 1e-9, floor: typical };
}

/** Recorded values beside ours. */
export interface GoldenComparison {
  /** The kind of values, a row of the summary. */
  readonly family: string;
  /** Which values of the case. */
  readonly name: string;
  readonly expected: ArrayLike<unknown>;
  readonly actual: ArrayLike<unknown>;
  readonly tolerance: Tolerance;
}

/** A recording, and what ours makes of the same inputs. */
export interface GoldenCase {
  /** Telling, and no other case has it. */
  readonly name: string;
  /** Computes ours, and gives it beside the recorded values. */
  compare(): Iterable<GoldenComparison>;
}

/** How far values are from the recorded ones. */
export interface GoldenErrors {
  readonly values: number;
  /** Largest |actual − expected|. */
  readonly absolute: number;
  /** Largest |actual − expected| / max(|expected|, floor): within the tolerance when at most its `relative`. */
  readonly relative: number;
  /** The first value outside the tolerance, in words. */
  readonly failure?: string;
}

/** The number that `value` stands for. */
export function goldenNumber(value: GoldenNumber): number {
  return value === null ? NaN : Number(value);
}

/**
 * Compares value by value: numbers within the tolerance, NaN and infinities in the same places; all else must be equal.
 * A different count is a failure, and so are no values at all.
 */
export function measureErrors({ name, expected, actual, tolerance }: GoldenComparison): GoldenErrors {
  const failures: string[] = [];
  if (expected.length === 0) failures.push(`${name}: nothing to compare`);
  if (actual.length !== expected.length) {
    failures.push(`${name}: ${actual.length} values, expected ${expected.length}`);
  }
  let absolute = 0;
  let relative = 0;
  for (let index = 0; index < Math.min(actual.length, expected.length); index++) {
    const error = errorOf(actual[index], expected[index]);
    const share = Number.isFinite(error) ? shareOf(error, { expected: expected[index], tolerance }) : error;
    absolute = Math.max(absolute, error);
    relative = Math.max(relative, share);
    if (share > tolerance.relative) {
      failures.push(`${name}, value ${index}: ${actual[index]}, expected ${expected[index]}`);
    }
  }
  const values = expected.length;
  return { values, absolute, relative, ...(failures.length === 0 ? {} : { failure: failures[0] }) };
}

/** 0 for what is the same, infinite for what cannot be near: another text, NaN instead of a number. */
function errorOf(actual: unknown, expected: unknown): number {
  if (typeof actual !== "number" || !isGoldenNumber(expected)) return actual === expected ? 0 : Infinity;
  const wanted = goldenNumber(expected);
  if (actual === wanted || Number.isNaN(actual) && Number.isNaN(wanted)) return 0;
  const error = Math.abs(actual - wanted);
  return Number.isNaN(error) ? Infinity : error;
}

function shareOf(
  error: number,
  { expected, tolerance }: { expected: unknown; tolerance: Tolerance },
): number {
  return error === 0 ? 0 : error / Math.max(Math.abs(Number(expected)), tolerance.floor);
}

function isGoldenNumber(value: unknown): value is GoldenNumber {
  return typeof value === "number" || value === null || value === "Infinity" || value === "-Infinity";
}

/** Fails with the first value that is outside the tolerance. */
export function assertGolden(comparisons: Iterable<GoldenComparison>): void {
  for (const comparison of comparisons) {
    const { failure } = measureErrors(comparison);
    assert(failure === undefined, failure);
  }
}

/** `text` when the computation is refused with a RangeError that says so; else what came of it instead. */
export function refusal(compute: () => unknown, text: string): string {
  try {
    compute();
    return "not refused";
  } catch (error) {
    return error instanceof RangeError && error.message.includes(text) ? text : String(error);
  }
}

/** The values at some places. */
export function pick<Value>(values: ArrayLike<Value>, places: readonly number[]): Value[] {
  return places.map((place) => values[place]);
}
