/**
 * Thins out reports of progress.
 * @module
 */
import type { ProgressRecord } from "../store/store.ts";

/** How often something may pass. */
interface ProgressGateOptions {
  /** Least milliseconds between two reports of the same kind of step. */
  interval: number;
  /** A clock in milliseconds. */
  now: () => number;
}

/** Lets a report pass if another kind of step begins, or some time after the last one that passed. */
export class ProgressGate {
  readonly #options: ProgressGateOptions;
  #lastKind: string | null | undefined;
  #lastTime = -Infinity;

  constructor(options: ProgressGateOptions) {
    this.#options = options;
  }

  /** Whether this report shall go on. */
  passes(progress: ProgressRecord): boolean {
    const now = this.#options.now();
    const kind = kindOf(progress.current_step);
    if (kind === this.#lastKind && now - this.#lastTime < this.#options.interval) return false;
    this.#lastKind = kind;
    this.#lastTime = now;
    return true;
  }
}

/** `Epoch 3/10` and `Epoch 4/10` are the same kind of step: they differ in digits only. */
function kindOf(step: string | null): string | null {
  return step === null ? null : step.replace(/\d+/g, "#");
}
