/**
 * Splitting rows, in order of time, into training, validation and test rows.
 * @module
 */

/** Fractions of the rows. */
export interface SplitRatios {
  readonly train: number;
  readonly validation: number;
  /** Counted only by {@link splitPurged}; default `1 − train − validation`, at least 0. */
  readonly test?: number;
}

/** Ratios and the reach of a label. */
interface PurgedSplitOptions extends SplitRatios {
  /** Bars that a label can look ahead. */
  readonly maxHoldingPeriod: number;
  /** Fraction of all rows left unused between the training rows and the others; default 0.01. */
  readonly embargo?: number;
  /** Bar of each row, ascending, when rows are not consecutive bars. */
  readonly bars?: Int32Array;
}

/** Row numbers from 0, ascending in each part. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Three consecutive blocks: `⌊rows · train⌋` rows to train, up to `⌊rows · (train + validation)⌋` to validate, the
 * rest to test. Ratios that add up to 1 or more leave no test rows.
 *
 * @throws {RangeError} when a ratio is not a number from 0 to 1.
 */
export function splitChronologically(rows: number, ratios: SplitRatios): RowSplit {
  requireRatios(ratios);
  const trainEnd = Math.trunc(rows * ratios.train);
  const validationEnd = Math.min(rows, Math.trunc(rows * (ratios.train + ratios.validation)));
  return {
    train: rowRange(0, trainEnd),
    validation: rowRange(trainEnd, validationEnd),
    test: rowRange(validationEnd, rows),
  };
}

/**
 * Validation and test rows are a block at the end. A training row is kept when it lies before the embargo in front of
 * that block and its label, which looks up to `maxHoldingPeriod` bars ahead, does not reach past the block's first
 * bar (López de Prado, Advances in Financial Machine Learning, section 7.4).
 *
 * @throws {RangeError} when a ratio or the embargo is not a number from 0 to 1, or the holding period is negative.
 */
export function splitPurged(rows: number, options: PurgedSplitOptions): RowSplit {
  requireRatios(options);
  const { train: trainRatio, validation: validationRatio, maxHoldingPeriod, embargo = 0.01, bars } = options;
  requireRatio("Embargo", embargo);
  if (!(maxHoldingPeriod >= 0)) {
    throw new RangeError(`Holding period must not be negative, got "${maxHoldingPeriod}"`);
  }
  const testRatio = options.test ?? Math.max(0, 1 - trainRatio - validationRatio);
  const heldOut = Math.min(validationRatio + testRatio, 1);
  const start = Math.trunc(rows * (1 - heldOut));
  const barOf = (row: number) => bars === undefined ? row : bars[row];
  const beforeEmbargo = Math.max(0, start - Math.trunc(embargo * rows));
  const firstHeldOutBar = start < rows ? barOf(start) : barOf(rows - 1) + 1;
  const isClear = (row: number) => barOf(row) + maxHoldingPeriod <= firstHeldOutBar;
  const share = heldOut === 0 ? 0 : validationRatio / heldOut;
  const validationEnd = start + Math.trunc((rows - start) * share);
  return {
    train: rowRange(0, beforeEmbargo).filter(isClear),
    validation: rowRange(start, validationEnd),
    test: rowRange(validationEnd, rows),
  };
}

function requireRatios(ratios: SplitRatios): void {
  requireRatio("Train ratio", ratios.train);
  requireRatio("Validation ratio", ratios.validation);
  if (ratios.test !== undefined) requireRatio("Test ratio", ratios.test);
}

function requireRatio(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`${name} must be a number from 0 to 1, got "${value}"`);
  }
}

function rowRange(first: number, end: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}
