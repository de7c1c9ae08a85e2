import { type Cell, type CellBackward, type CellForward, sigmoid } from "./cell.ts";

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000). With the gates
 * input i, forget f, candidate g and output o, in this order:
 *
 *     i, f, o = σ(fromInput + fromState)    g = tanh(fromInput + fromState)
 *     memory = f · memory before + i · g    state = o · tanh(memory)
 */
export const lstmCell: Cell = { isAdditive: true, forward, backward };

function forward({ count, units, before, after, gates, fromInput, fromState }: CellForward): void {
  for (let row = 0, item = 0; row < count; row++) {
    const start = 4 * row * units;
    for (let i = start; i < start + units; i++, item++) {
      const f = i + units, g = f + units, o = g + units;
      const input = sigmoid(fromInput[i] + fromState[i]);
      const forget = sigmoid(fromInput[f] + fromState[f]);
      const candidate = Math.tanh(fromInput[g] + fromState[g]);
      const output = sigmoid(fromInput[o] + fromState[o]);
      const memory = forget * before.memory[item] + input * candidate;
      gates[i] = input;
      gates[f] = forget;
      gates[g] = candidate;
      gates[o] = output;
      after.memory[item] = memory;
      after.state[item] = output * Math.tanh(memory);
    }
  }
}

function backward(step: CellBackward): void {
  const { count, units, before, after, gates, stateGradient, memoryGradient, inputDelta } = step;
  for (let row = 0, item = 0; row < count; row++) {
    const start = 4 * row * units;
    for (let i = start; i < start + units; i++, item++) {
      const f = i + units, g = f + units, o = g + units;
      const input = gates[i], forget = gates[f], candidate = gates[g], output = gates[o];
      const bent = Math.tanh(after.memory[item]);
      const slope = memoryGradient[item] + stateGradient[item] * output * (1 - bent * bent);
      inputDelta[i] = slope * candidate * input * (1 - input);
      inputDelta[f] = slope * before.memory[item] * forget * (1 - forget);
      inputDelta[g] = slope * input * (1 - candidate * candidate);
      inputDelta[o] = stateGradient[item] * bent * output * (1 - output);
      memoryGradient[item] = slope * forget;
      stateGradient[item] = 0;
    }
  }
}
