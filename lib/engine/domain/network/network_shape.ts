/**
 * What a network looks like, and how its weights are laid out.
 * @module
 */

/** The function after each hidden layer; `leaky_relu` has slope 0.01 below zero. */
export type Activation = "relu" | "tanh" | "sigmoid" | "leaky_relu";

/** A multi-layer perceptron: each hidden layer is linear → activation → dropout, the last is linear only. */
export interface PerceptronShape {
  /** May be left out. */
  readonly kind?: "mlp";
  /** Features of a row. */
  readonly inputs: number;
  /** Units of each hidden layer, first to last; may be empty. */
  readonly hiddenLayers: readonly number[];
  /** Raw outputs of a row: one a class, or 1 for a number. */
  readonly outputs: number;
  readonly activation: Activation;
  /** Probability, from 0 to below 1, that training silences a hidden unit. */
  readonly dropout: number;
}

/**
 * A recurrent network: layers of LSTM or GRU units read a window of rows one after the other, oldest first; the state of
 * the last layer after the last row → dropout → linear.
 */
export interface RecurrentShape {
  readonly kind: "lstm" | "gru";
  /** Features of a row. */
  readonly inputs: number;
  /** Rows of a window. */
  readonly sequenceLength: number;
  /** Units of each layer. */
  readonly hiddenSize: number;
  readonly numLayers: number;
  /** Probability, from 0 to below 1, that training silences a unit: between layers and before the last, linear one. */
  readonly dropout: number;
  /** Raw outputs of a window: one a class, or 1 for a number. */
  readonly outputs: number;
}

/** Any network. One without `kind` is a multi-layer perceptron. */
export type NetworkShape = PerceptronShape | RecurrentShape;

/**
 * The trainable numbers; a weight is `[outputs][inputs]`, row by row.
 *
 * Multi-layer perceptron: weight, bias of each layer. Recurrent network: of each layer the weight and then the bias of
 * the inputs and of the state, in the order input weight, state weight, input bias, state bias, each with one block of
 * `hiddenSize` outputs a gate (see `lstmCell` and `gruCell`); then weight, bias of the linear layer.
 */
export type Weights = readonly Float32Array[];

/** One linear layer: its number of inputs and outputs. */
export interface LayerSize {
  readonly inputs: number;
  readonly outputs: number;
}

/** One array of {@link Weights}. */
interface WeightArray {
  readonly length: number;
  /** Inputs that the bound of its initial values goes by. */
  readonly fanIn: number;
}

/** Whether a shape is that of a recurrent network. */
export function isRecurrent(shape: NetworkShape): shape is RecurrentShape {
  return shape.kind === "lstm" || shape.kind === "gru";
}

/** Rows that a network reads for one answer: 1, or the window of a recurrent network. */
export function rowsRead(shape: NetworkShape): number {
  return isRecurrent(shape) ? shape.sequenceLength : 1;
}

/** Gates of a recurrent unit: 4 for LSTM, 3 for GRU. */
function gateCount(kind: RecurrentShape["kind"]): number {
  return kind === "lstm" ? 4 : 3;
}

/**
 * The linear layers of a multi-layer perceptron, first to last.
 *
 * @throws {RangeError} when a size is not a whole number from 1 up or the dropout is outside 0 … below 1.
 */
export function layerSizes(shape: PerceptronShape): LayerSize[] {
  const units = [shape.inputs, ...shape.hiddenLayers, shape.outputs];
  units.forEach((size) => requireSize("Layer sizes", size));
  requireDropout(shape.dropout);
  return units.slice(1).map((outputs, layer) => ({ inputs: units[layer], outputs }));
}

/**
 * The arrays of {@link Weights}, in their order.
 *
 * @throws {RangeError} when a size is not a whole number from 1 up or the dropout is outside 0 … below 1.
 */
export function weightArrays(shape: NetworkShape): WeightArray[] {
  if (isRecurrent(shape)) return recurrentArrays(shape);
  return layerSizes(shape).flatMap(({ inputs, outputs }) => [
    { length: inputs * outputs, fanIn: inputs },
    { length: outputs, fanIn: inputs },
  ]);
}

function recurrentArrays(shape: RecurrentShape): WeightArray[] {
  const { kind, inputs, sequenceLength, hiddenSize, numLayers, outputs, dropout } = shape;
  [inputs, hiddenSize, numLayers, outputs].forEach((size) => requireSize("Layer sizes", size));
  requireSize("Sequence length", sequenceLength);
  requireDropout(dropout);
  const gateUnits = gateCount(kind) * hiddenSize;
  const lengths = Array.from({ length: numLayers }, (_, layer) => [
    gateUnits * (layer === 0 ? inputs : hiddenSize),
    gateUnits * hiddenSize,
    gateUnits,
    gateUnits,
  ]);
  return [...lengths.flat(), outputs * hiddenSize, outputs].map((length) => ({ length, fanIn: hiddenSize }));
}

/**
 * Does nothing when a network can have the shape.
 *
 * @throws {RangeError} as {@link weightArrays}.
 */
export function requireShape(shape: NetworkShape): void {
  weightArrays(shape);
}

/**
 * Number of trainable numbers, biases included.
 *
 * @throws {RangeError} as {@link weightArrays}.
 */
export function parameterCount(shape: NetworkShape): number {
  return weightArrays(shape).reduce((sum, { length }) => sum + length, 0);
}

/**
 * A copy of the weights.
 *
 * @throws {RangeError} when their number or sizes do not fit the shape.
 */
export function copyWeights(shape: NetworkShape, weights: Weights): Float32Array[] {
  requireWeights(shape, weights);
  return weights.map((array) => array.slice());
}

/**
 * Does nothing when the weights fit the shape.
 *
 * @throws {RangeError} when their number or sizes do not fit, or the shape is impossible.
 */
export function requireWeights(shape: NetworkShape, weights: Weights): void {
  const expected = weightArrays(shape);
  if (weights.length !== expected.length) {
    throw new RangeError(`Weights must have ${expected.length} arrays, got "${weights.length}"`);
  }
  for (const [index, { length }] of expected.entries()) {
    if (weights[index].length !== length) {
      throw new RangeError(
        `Weight array ${index} must have ${length} numbers, got "${weights[index].length}"`,
      );
    }
  }
}

function requireSize(name: string, size: number): void {
  if (Number.isInteger(size) && size >= 1) return;
  const rule = name.endsWith("s") ? "whole numbers" : "a whole number";
  throw new RangeError(`${name} must be ${rule} from 1 up, got "${size}"`);
}

function requireDropout(dropout: number): void {
  if (dropout >= 0 && dropout < 1) return;
  throw new RangeError(`Dropout must be a number from 0 to below 1, got "${dropout}"`);
}
