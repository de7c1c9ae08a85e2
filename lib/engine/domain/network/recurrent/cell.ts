/**
 * What the recurrent layers ask of a kind of unit. All arrays hold one row a window; a row of gates holds one block of
 * `units` numbers a gate.
 * @module
 */

/** What a step hands to the next, each `[count][units]`. */
export interface CellMemory {
  /** What the layer answers. */
  readonly state: Float32Array;
  /** What the unit keeps to itself. */
  readonly memory: Float32Array;
}

/** One step of all windows. */
export interface CellStep {
  readonly count: number;
  readonly units: number;
  /** Of the step before; zeros at the first. */
  readonly before: CellMemory;
  /** Of this step; written by {@link Cell.forward}. */
  readonly after: CellMemory;
  /** Gates after their activation, `[count][gates · units]`; written by {@link Cell.forward}. */
  readonly gates: Float32Array;
}

/** What {@link Cell.forward} works with. */
export interface CellForward extends CellStep {
  /** Input weight · row + input bias, `[count][gates · units]`. */
  readonly fromInput: Float32Array;
  /** State weight · state before + state bias, `[count][gates · units]`. */
  readonly fromState: Float32Array;
}

/** What {@link Cell.backward} works with. */
export interface CellBackward extends CellStep {
  /**
   * Gradient with respect to the state, `[count][units]`. It is replaced by the part of the gradient with respect to the
   * state before that does not go through `fromState`.
   */
  readonly stateGradient: Float32Array;
  /** Gradient with respect to the memory; replaced by that with respect to the memory before. */
  readonly memoryGradient: Float32Array;
  /** Gradient with respect to `fromInput`, overwritten. */
  readonly inputDelta: Float32Array;
  /** Gradient with respect to `fromState`, overwritten; may be the same memory as `inputDelta`. */
  readonly stateDelta: Float32Array;
}

/** A kind of recurrent unit. */
export interface Cell {
  /** Whether `fromInput` and `fromState` are only ever added, so that their gradients are the same. */
  readonly isAdditive: boolean;
  /** Computes gates, state and memory of a step. */
  readonly forward: (step: CellForward) => void;
  /** Computes the gradients of a step that {@link Cell.forward} has done. */
  readonly backward: (step: CellBackward) => void;
}

/** `1 / (1 + e⁻ˣ)`. */
export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
