import { ForwardPass, type Network, type RowBatch } from "./forward_pass.ts";
import { requireWeights } from "./network_shape.ts";

/** Rows at once: enough to work in order through memory, few enough to stay in the processor's cache. */
const rowsAtOnce = 256;

/**
 * Raw outputs (logits, or the number itself), `[count][outputs]`; dropout off. A NaN in a row gives NaN outputs.
 *
 * @throws {RangeError} when the shape is impossible, or the weights or rows do not fit it.
 */
export function predict(network: Network, input: RowBatch): Float32Array {
  const { inputs, outputs } = network.shape;
  const { rows, count } = input;
  if (rows.length !== count * inputs) {
    throw new RangeError(`Rows must hold ${count} × ${inputs} numbers, got "${rows.length}"`);
  }
  requireWeights(network.shape, network.weights);
  const pass = new ForwardPass(network, Math.min(count, rowsAtOnce));
  const result = new Float32Array(count * outputs);
  for (let first = 0; first < count; first += rowsAtOnce) {
    const size = Math.min(rowsAtOnce, count - first);
    const part = pass.run({ rows: rows.subarray(first * inputs, (first + size) * inputs), count: size });
    result.set(part.subarray(0, size * outputs), first * outputs);
  }
  return result;
}
