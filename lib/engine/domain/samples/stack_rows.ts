import type { Labels } from "../labels/make_labels.ts";
import type { TrainingData } from "../network/training/training_options.ts";

/** Labelled bars of one symbol. */
interface LabelledRows {
  /** Features of every bar, `[bars][width]`. */
  readonly rows: Float32Array;
  readonly labels: Labels;
  /** Numbers of the labels to take, ascending. */
  readonly part: Int32Array;
}

/** Settings of {@link stackRows}. */
export interface StackRowsOptions {
  /** Features of a bar. */
  readonly width: number;
  /** Bars that a network reads for one answer; 1 unless it is recurrent. */
  readonly sequenceLength: number;
}

type Stack = Required<TrainingData>;

/**
 * The labelled bars of several symbols, one symbol after the other, each bar with its own label and weight.
 *
 * For a recurrent network, which reads consecutive bars, the bars between the labelled ones are taken too, with NaN for a
 * target; `ends` then names the labelled bars that have `sequenceLength − 1` bars of the same part and symbol before them.
 */
export function stackRows(symbols: readonly LabelledRows[], options: StackRowsOptions): TrainingData {
  const { width, sequenceLength } = options;
  const isSequence = sequenceLength > 1;
  const count = symbols.reduce((sum, symbol) => sum + countRows(symbol, isSequence), 0);
  const stack: Stack = {
    rows: new Float32Array(count * width),
    targets: new Float32Array(count).fill(NaN),
    count,
    sampleWeights: new Float32Array(count),
    ends: new Int32Array(symbols.reduce((sum, { part }) => sum + part.length, 0)),
  };
  let first = 0;
  let endCount = 0;
  for (const symbol of symbols) {
    endCount += writeLabels(stack, symbol, { ...options, first, endCount });
    copyRows(stack, symbol, { ...options, first });
    first += countRows(symbol, isSequence);
  }
  const { ends, sampleWeights, ...data } = stack;
  return {
    ...data,
    ...(isSequence ? { ends: ends.subarray(0, endCount) } : {}),
    ...(symbols.some(({ labels }) => labels.weights !== undefined) ? { sampleWeights } : {}),
  };
}

function countRows({ labels, part }: LabelledRows, isSequence: boolean): number {
  if (!isSequence || part.length === 0) return part.length;
  return labels.bars[part[part.length - 1]] - labels.bars[part[0]] + 1;
}

interface BlockOptions extends StackRowsOptions {
  /** The symbol's first row in the stack. */
  readonly first: number;
}

interface LabelBlockOptions extends BlockOptions {
  /** Ends that are there already. */
  readonly endCount: number;
}

/** Writes targets, weights and ends of one symbol; gives the number of new ends. */
function writeLabels(stack: Stack, { labels, part }: LabelledRows, options: LabelBlockOptions): number {
  const { sequenceLength, first, endCount } = options;
  let added = 0;
  for (let index = 0; index < part.length; index++) {
    const label = part[index];
    const position = sequenceLength > 1 ? labels.bars[label] - labels.bars[part[0]] : index;
    stack.targets[first + position] = labels.values[label];
    stack.sampleWeights[first + position] = labels.weights?.[label] ?? 1;
    if (position >= sequenceLength - 1) stack.ends[endCount + added++] = first + position;
  }
  return added;
}

function copyRows(stack: Stack, symbol: LabelledRows, { first, width, sequenceLength }: BlockOptions): void {
  const { rows, labels, part } = symbol;
  if (sequenceLength > 1 && part.length > 0) {
    const start = labels.bars[part[0]] * width;
    stack.rows.set(rows.subarray(start, start + countRows(symbol, true) * width), first * width);
    return;
  }
  part.forEach((label, index) => {
    const start = labels.bars[label] * width;
    stack.rows.set(rows.subarray(start, start + width), (first + index) * width);
  });
}
