/** When training has stopped gaining. */
export interface EarlyStoppingOptions {
  /** Epochs in a row without a gain after which training stops. */
  readonly patience: number;
  /** A metric must not fall short of the best one plus this, or the epoch counts as one without a gain. */
  readonly minDelta: number;
  readonly monitor: "val_loss" | "val_accuracy";
}

/** Where early stopping stands. */
export interface EarlyStoppingState {
  /** Best score: the accuracy, or the loss with its sign turned; null before the first epoch. */
  readonly best: number | null;
  readonly epochsWithoutGain: number;
}

/** The metrics that early stopping can watch. */
interface MonitoredMetrics {
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

/** The state before the first epoch. */
export function startEarlyStopping(): EarlyStoppingState {
  return { best: null, epochsWithoutGain: 0 };
}

/**
 * The state after an epoch. A score below `best + minDelta` counts as an epoch without a gain; any other becomes the best
 * and the count starts again. A best score of exactly 0 counts as none yet, as KTRDR has it.
 */
export function advanceEarlyStopping(
  state: EarlyStoppingState,
  metrics: MonitoredMetrics,
  options: EarlyStoppingOptions,
): EarlyStoppingState {
  const score = options.monitor === "val_loss" ? -metrics.validationLoss : metrics.validationAccuracy;
  if (state.best === null || state.best === 0) return { ...state, best: score };
  if (score < state.best + options.minDelta) {
    return { best: state.best, epochsWithoutGain: state.epochsWithoutGain + 1 };
  }
  return { best: score, epochsWithoutGain: 0 };
}

/** Whether the patience is used up. */
export function hasStalled(state: EarlyStoppingState, options: EarlyStoppingOptions): boolean {
  return state.epochsWithoutGain >= options.patience;
}
