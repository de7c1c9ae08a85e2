/**
 * From bars to the numbers a network sees: indicators, their membership degrees or raw values, scales for raw values.
 * @module
 */
import type { Bars } from "./bars.ts";
import { fuzzify, type MembershipFunction } from "./fuzzy.ts";
import {
  computeIndicator,
  type IndicatorOutputs,
  type IndicatorRequest,
} from "../../indicators/compute_indicator.ts";

const rowsAtOnce = 256;

/** How a raw input is scaled before it reaches a network. */
type RawNormalization = "none" | "minmax" | "zscore";

/** One feature: an indicator's output, as a membership degree or raw. */
export interface FeatureSpec {
  /** Column name, such as `1h_rsi_state_oversold`. */
  readonly id: string;
  readonly indicator: IndicatorRequest;
  /** Name of the indicator's output; `"value"` means the only one, or the primary one of several. */
  readonly output: string;
  /** Turns the output into a degree; absent: the output itself, a raw input. */
  readonly membership?: MembershipFunction;
  /** Scaling of a raw input, default none; a degree is never scaled. */
  readonly normalization?: RawNormalization;
}

/** Features in columns, one row a bar; NaN marks a value that is not there (yet). */
export interface FeatureMatrix {
  /** Column names in the order of `columns`. */
  readonly ids: readonly string[];
  readonly rows: number;
  /** One column a feature, each `rows` long. */
  readonly columns: readonly Float64Array[];
}

/** Maps x to (x − offset) · scale; scale 0 maps every number to 0. */
export interface FeatureScale {
  readonly offset: number;
  readonly scale: number;
}

/** What scales are fitted for, and on which rows. */
interface FitScalesOptions {
  /** The specs the matrix was computed from, in column order. */
  readonly specs: readonly FeatureSpec[];
  /** First row to look at. */
  readonly first: number;
  /** Row after the last one to look at. */
  readonly end: number;
}

/**
 * The features of all bars, in the order of `specs`; raw values are not scaled. An indicator that several features
 * share is computed once.
 * Throws RangeError when an indicator, its output or a membership function does not exist or cannot be computed.
 */
export function computeFeatures(bars: Bars, specs: readonly FeatureSpec[]): FeatureMatrix {
  const computed = new Map<string, IndicatorOutputs>();
  const columns = specs.map(({ indicator, output, membership }) => {
    const key = indicatorKey(indicator);
    const outputs = computed.get(key) ?? computeIndicator(bars, indicator);
    computed.set(key, outputs);
    const values = outputColumn(outputs, { type: indicator.type, output });
    return membership === undefined ? values : fuzzify(values, membership);
  });
  return { ids: specs.map((spec) => spec.id), rows: bars.close.length, columns };
}

function indicatorKey({ type, parameters }: IndicatorRequest): string {
  return JSON.stringify([type, Object.entries(parameters).sort(([a], [b]) => a < b ? -1 : 1)]);
}

interface OutputReference {
  readonly type: string;
  readonly output: string;
}

function outputColumn(outputs: IndicatorOutputs, { type, output }: OutputReference): Float64Array {
  const column = outputs.get(output) ?? (output === "value" ? outputs.values().next().value : undefined);
  if (column === undefined) {
    throw new RangeError(
      `Indicator "${type}" has no output "${output}", expected one of ${[...outputs.keys()].join(", ")}`,
    );
  }
  return column;
}

/**
 * Scales for the raw inputs, fitted on the rows [first, end) alone so that nothing later is known; null for a column
 * that stays as it is. minmax: (x − min) / (max − min); zscore: (x − mean) / sample standard deviation. NaN and
 * infinite values are skipped; scale 0 where the rows hold no spread.
 * Throws RangeError when the rows are not in the matrix or the specs do not belong to it.
 */
export function fitScales(matrix: FeatureMatrix, options: FitScalesOptions): (FeatureScale | null)[] {
  const { specs, first, end } = options;
  if (specs.length !== matrix.columns.length) {
    throw new RangeError(`Expected a spec for each of ${matrix.columns.length} columns, got ${specs.length}`);
  }
  if (!(first >= 0 && first < end && end <= matrix.rows)) {
    throw new RangeError(`Expected rows within 0 to ${matrix.rows}, got "${first}" to "${end}"`);
  }
  return specs.map(({ membership, normalization = "none" }, i) => {
    if (membership !== undefined || normalization === "none") return null;
    const sample = matrix.columns[i].subarray(first, end).filter(Number.isFinite);
    if (sample.length === 0) return { offset: 0, scale: 0 };
    return normalization === "minmax" ? fitMinmax(sample) : fitZscore(sample);
  });
}

function fitMinmax(sample: Float64Array): FeatureScale {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const value of sample) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { offset: minimum, scale: maximum > minimum ? 1 / (maximum - minimum) : 0 };
}

function fitZscore(sample: Float64Array): FeatureScale {
  // Starting from the first value keeps a constant column's mean exact, and its deviation exactly 0.
  let sum = 0;
  for (const value of sample) sum += value - sample[0];
  const mean = sample[0] + sum / sample.length;
  let squares = 0;
  for (const value of sample) squares += (value - mean) ** 2;
  return { offset: mean, scale: squares > 0 ? 1 / Math.sqrt(squares / (sample.length - 1)) : 0 };
}

/**
 * The matrix with its scaled columns replaced; `matrix` itself is unchanged and shares the others. NaN stays NaN.
 * Throws RangeError unless there is one scale, or null, for each column.
 */
export function applyScales(
  matrix: FeatureMatrix,
  scales: readonly (FeatureScale | null)[],
): FeatureMatrix {
  if (scales.length !== matrix.columns.length) {
    throw new RangeError(
      `Expected a scale for each of ${matrix.columns.length} columns, got ${scales.length}`,
    );
  }
  const columns = matrix.columns.map((column, i) => {
    const scale = scales[i];
    return scale === null ? column : column.map((value) => (value - scale.offset) * scale.scale);
  });
  return { ...matrix, columns };
}

/**
 * Rows × features as float32, row after row, for training: NaN becomes 0, so that warm-up rows can stay. What float32
 * cannot hold becomes ±Infinity, and infinite values stay.
 */
export function toTrainingRows({ rows, columns }: FeatureMatrix): Float32Array {
  const width = columns.length;
  const result = new Float32Array(rows * width);
  // Block by block, so that the rows are still in the processor's cache when the next column comes.
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const end = Math.min(rows, first + rowsAtOnce);
    columns.forEach((column, feature) => {
      for (let row = first, to = first * width + feature; row < end; row++, to += width) {
        const value = column[row];
        result[to] = Number.isNaN(value) ? 0 : value;
      }
    });
  }
  return result;
}
