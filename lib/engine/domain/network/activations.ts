/**
 * Activation functions on whole buffers, and their derivatives.
 * @module
 */
import type { Kernel } from "./kernel/kernel.ts";
import type { Activation } from "./network_shape.ts";

const leakySlope = 0.01;

/** Options of {@link applyActivation}. */
interface ActivationOptions {
  /** Has set the values aside. */
  readonly kernel: Kernel;
  /** Leading numbers that count. */
  readonly length: number;
}

/** Operands of {@link multiplyByDerivative}. */
interface DerivativeOptions {
  /** Has set both arrays aside. */
  readonly kernel: Kernel;
  /** What {@link applyActivation} wrote. */
  readonly activated: Float32Array;
  /** Gradient with respect to `activated`; becomes that with respect to the activation's input. */
  readonly gradient: Float32Array;
  /** Leading numbers that count. */
  readonly length: number;
}

/** Replaces the first `length` values by their activation. */
export function applyActivation(
  activation: Activation,
  values: Float32Array,
  { kernel, length }: ActivationOptions,
): void {
  switch (activation) {
    case "relu":
      kernel.rectify(values, length);
      break;
    case "leaky_relu":
      for (let index = 0; index < length; index++) if (values[index] < 0) values[index] *= leakySlope;
      break;
    case "tanh":
      for (let index = 0; index < length; index++) values[index] = Math.tanh(values[index]);
      break;
    case "sigmoid":
      for (let index = 0; index < length; index++) values[index] = 1 / (1 + Math.exp(-values[index]));
      break;
  }
}

/** Multiplies a gradient by the activation's derivative, which every one of them allows to be read off its output. */
export function multiplyByDerivative(activation: Activation, options: DerivativeOptions): void {
  const { kernel, activated, gradient, length } = options;
  switch (activation) {
    case "relu":
      kernel.rectifyGradient({ rectified: activated, gradient }, length);
      break;
    case "leaky_relu":
      for (let index = 0; index < length; index++) if (!(activated[index] > 0)) gradient[index] *= leakySlope;
      break;
    case "tanh":
      for (let index = 0; index < length; index++) gradient[index] *= 1 - activated[index] * activated[index];
      break;
    case "sigmoid":
      for (let index = 0; index < length; index++) {
        gradient[index] *= activated[index] * (1 - activated[index]);
      }
      break;
  }
}
