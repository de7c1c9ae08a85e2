/**
 * What a multi-layer network looks like, and how its weights are laid out.
 * @module
 */

/** The function after each hidden layer; `leaky_relu` has slope 0.01 below zero. */
export type Activation = "relu" | "tanh" | "sigmoid" | "leaky_relu";

/** Layers of a multi-layer network: each hidden layer is linear → activation → dropout, the last is linear only. */
export interface NetworkShape {
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

/** Weight, bias, weight, bias … from the first layer to the last; a weight is `[outputs][inputs]`, row by row. */
export type Weights = readonly Float32Array[];

/** One linear layer: its number of inputs and outputs. */
export interface LayerSize {
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * The linear layers of a shape, first to last.
 *
 * @throws {RangeError} when a size is not a whole number from 1 up or the dropout is outside 0 … below 1.
 */
export function layerSizes(shape: NetworkShape): LayerSize[] {
  const units = [shape.inputs, ...shape.hiddenLayers, shape.outputs];
  for (const size of units) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`Layer sizes must be whole numbers from 1 up, got "${size}"`);
    }
  }
  if (!(shape.dropout >= 0 && shape.dropout < 1)) {
    throw new RangeError(`Dropout must be a number from 0 to below 1, got "${shape.dropout}"`);
  }
  return units.slice(1).map((outputs, layer) => ({ inputs: units[layer], outputs }));
}

/**
 * Number of trainable numbers, biases included.
 *
 * @throws {RangeError} as {@link layerSizes}.
 */
export function parameterCount(shape: NetworkShape): number {
  return layerSizes(shape).reduce((sum, layer) => sum + (layer.inputs + 1) * layer.outputs, 0);
}

/**
 * Arrays of zeros in the layout of {@link Weights}.
 *
 * @throws {RangeError} as {@link layerSizes}.
 */
export function emptyWeights(shape: NetworkShape): Float32Array[] {
  return layerSizes(shape).flatMap(({ inputs, outputs }) => [
    new Float32Array(inputs * outputs),
    new Float32Array(outputs),
  ]);
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
  const expected = emptyWeights(shape);
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
