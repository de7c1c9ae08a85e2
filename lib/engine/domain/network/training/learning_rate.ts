/** How the learning rate falls from epoch to epoch. */
export type SchedulerSpec =
  /** Times `gamma` after every `stepSize` epochs. */
  | { kind: "step"; stepSize: number; gamma: number }
  /** Times `gamma` after every epoch. */
  | { kind: "exponential"; gamma: number }
  /** Times `factor` after more than `patience` epochs in a row without a validation loss 0.01 % below the lowest. */
  | { kind: "reduce_on_plateau"; factor: number; patience: number };

/** Where the learning rate stands. */
export interface SchedulerState {
  /** For the next epoch. */
  readonly learningRate: number;
  /** Lowest validation loss that counted. */
  readonly lowest: number;
  /** Epochs in a row without a lower one. */
  readonly epochsOnPlateau: number;
}

/** What an epoch tells a scheduler. */
interface EpochOutcome {
  /** Before the epoch. */
  readonly state: SchedulerState;
  /** Epochs finished, this one included. */
  readonly epochs: number;
  readonly validationLoss: number;
}

const plateauThreshold = 1e-4;
/** A smaller fall of the learning rate is not worth making. */
const smallestFall = 1e-8;

/** The state before the first epoch. */
export function startScheduler(learningRate: number): SchedulerState {
  return { learningRate, lowest: Infinity, epochsOnPlateau: 0 };
}

/** The state after an epoch; unchanged without a scheduler. */
export function advanceScheduler(spec: SchedulerSpec | undefined, outcome: EpochOutcome): SchedulerState {
  const { state } = outcome;
  switch (spec?.kind) {
    case undefined:
      return state;
    case "step":
      return outcome.epochs % spec.stepSize === 0 ? scaleRate(state, spec.gamma) : state;
    case "exponential":
      return scaleRate(state, spec.gamma);
    case "reduce_on_plateau": {
      if (outcome.validationLoss < state.lowest * (1 - plateauThreshold)) {
        return { ...state, lowest: outcome.validationLoss, epochsOnPlateau: 0 };
      }
      if (state.epochsOnPlateau < spec.patience) {
        return { ...state, epochsOnPlateau: state.epochsOnPlateau + 1 };
      }
      const fall = state.learningRate * (1 - spec.factor);
      return { ...(fall > smallestFall ? scaleRate(state, spec.factor) : state), epochsOnPlateau: 0 };
    }
  }
}

function scaleRate(state: SchedulerState, factor: number): SchedulerState {
  return { ...state, learningRate: state.learningRate * factor };
}
