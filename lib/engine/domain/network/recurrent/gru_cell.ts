import { type Cell, type CellBackward, type CellForward, sigmoid } from "./cell.ts";

/**
 * Gated recurrent unit (Cho et al. 2014, with the reset gate after the state weight). With the gates reset r, update z
 * and candidate n, in this order:
 *
 *     r, z = σ(fromInput + fromState)          n = tanh(fromInput + r · fromState)
 *     state = (1 − z) · n + z · state before
 *
 * Its memory is the `fromState` of the candidate; the next step does not read it.
 */
export const gruCell: Cell = { isAdditive: false, forward, backward };

function forward({ count, units, before, after, gates, fromInput, fromState }: CellForward): void {
  for (let row = 0, item = 0; row < count; row++) {
    const start = 3 * row * units;
    for (let r = start; r < start + units; r++, item++) {
      const z = r + units, n = z + units;
      const reset = sigmoid(fromInput[r] + fromState[r]);
      const update = sigmoid(fromInput[z] + fromState[z]);
      const candidate = Math.tanh(fromInput[n] + reset * fromState[n]);
      gates[r] = reset;
      gates[z] = update;
      gates[n] = candidate;
      after.memory[item] = fromState[n];
      after.state[item] = (1 - update) * candidate + update * before.state[item];
    }
  }
}

function backward(step: CellBackward): void {
  const { count, units, before, after, gates, stateGradient, inputDelta, stateDelta } = step;
  for (let row = 0, item = 0; row < count; row++) {
    const start = 3 * row * units;
    for (let r = start; r < start + units; r++, item++) {
      const z = r + units, n = z + units;
      const reset = gates[r], update = gates[z], candidate = gates[n];
      const slope = stateGradient[item];
      const candidateSlope = slope * (1 - update) * (1 - candidate * candidate);
      inputDelta[r] = stateDelta[r] = candidateSlope * after.memory[item] * reset * (1 - reset);
      inputDelta[z] = stateDelta[z] = slope * (before.state[item] - candidate) * update * (1 - update);
      inputDelta[n] = candidateSlope;
      stateDelta[n] = candidateSlope * reset;
      stateGradient[item] = slope * update;
    }
  }
}
