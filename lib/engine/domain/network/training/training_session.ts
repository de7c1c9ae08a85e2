import { advanceEarlyStopping, hasStalled, startEarlyStopping } from "./early_stopping.ts";
import { initialWeights } from "../initial_weights.ts";
import { packCopies, type PackedArrays } from "../kernel/kernel.ts";
import { openKernel } from "../kernel/open_kernel.ts";
import { Learner } from "./learner.ts";
import { advanceScheduler, startScheduler } from "./learning_rate.ts";
import type { LossParts } from "../losses.ts";
import { copyWeights, requireWeights } from "../network_shape.ts";
import { Optimizer } from "./optimizer.ts";
import { RandomGenerator } from "../random_generator.ts";
import { type RowOrder, shuffledOrder, weightedOrder } from "./row_order.ts";
import { sampleEnds } from "../sample_rows.ts";
import type { TrainingData, TrainingOptions } from "./training_options.ts";
import type { EpochMetrics, TrainingState } from "./training_state.ts";

type EpochSums = Pick<EpochMetrics, "trainLoss" | "trainAccuracy">;

/** One training, epoch after epoch. Everything that lasts from epoch to epoch is in its {@link TrainingSession.state}. */
export class TrainingSession {
  readonly #train: TrainingData;
  readonly #validation: TrainingData;
  readonly #trainEnds: Int32Array;
  readonly #validationEnds: Int32Array;
  readonly #options: TrainingOptions;
  readonly #weights: PackedArrays;
  readonly #generator: RandomGenerator;
  readonly #optimizer: Optimizer;
  readonly #learner: Learner;
  readonly #order: RowOrder;
  #state: TrainingState;

  constructor(train: TrainingData, validation: TrainingData, options: TrainingOptions) {
    const { shape, resume } = options;
    this.#train = train;
    this.#validation = validation;
    this.#trainEnds = sampleEnds(train, shape);
    this.#validationEnds = sampleEnds(validation, shape);
    this.#options = options;
    this.#generator = new RandomGenerator(resume?.generator ?? options.seed);
    const start = resume?.weights ?? options.initialWeights;
    if (start) requireWeights(shape, start);
    const kernel = openKernel(options.kernel);
    this.#weights = packCopies(kernel, start ?? initialWeights(shape, this.#generator));
    this.#optimizer = new Optimizer(this.#weights, {
      kernel,
      kind: options.optimizer,
      weightDecay: options.weightDecay,
      ...(resume ? { state: resume.optimizer } : {}),
    });
    this.#learner = new Learner(this.#weights, { ...options, kernel });
    const { sampleWeights } = train;
    this.#order = sampleWeights
      ? weightedOrder(Float32Array.from(this.#trainEnds, (row) => sampleWeights[row]))
      : shuffledOrder(this.#trainEnds.length);
    this.#state = resume ?? this.#firstState();
  }

  /** After the last finished epoch. */
  get state(): TrainingState {
    return this.#state;
  }

  /** Whether the patience of early stopping is used up. */
  get hasStalled(): boolean {
    const { earlyStopping } = this.#options;
    return earlyStopping !== undefined && hasStalled(this.#state.earlyStopping, earlyStopping);
  }

  /** Does the next epoch. False when it was told to stop before the end; the state is then the one before the epoch. */
  runEpoch(): boolean {
    const { now } = this.#options;
    const started = now?.() ?? 0;
    const sums = this.#runBatches();
    if (sums === null) return false;
    const validation = this.#learner.measure(this.#validation, this.#validationEnds);
    const metrics: EpochMetrics = {
      epoch: this.#state.nextEpoch,
      ...sums,
      validationLoss: validation.sum / validation.weight,
      validationAccuracy: validation.correct / this.#validationEnds.length,
      learningRate: this.#state.scheduler.learningRate,
      seconds: ((now?.() ?? 0) - started) / 1000,
    };
    this.#state = this.#nextState(metrics);
    const finished = this.#state;
    this.#options.onEpoch?.(metrics, () => finished);
    return true;
  }

  #runBatches(): EpochSums | null {
    const { batchSize, batchOrder, shouldStop, onBatch } = this.#options;
    const epoch = this.#state.nextEpoch;
    const samples = batchOrder?.(epoch) ?? this.#order.next(this.#generator);
    const order = samples.map((sample) => this.#trainEnds[sample]);
    const batches = Math.ceil(order.length / batchSize);
    let loss = 0, correct = 0;
    for (let batch = 0; batch < batches; batch++) {
      if (shouldStop?.()) return null;
      const ends = order.subarray(batch * batchSize, (batch + 1) * batchSize);
      const parts = this.#learner.update(this.#train, ends, {
        optimizer: this.#optimizer,
        learningRate: this.#state.scheduler.learningRate,
        generator: this.#generator,
      });
      requireFinite(parts, { epoch, batch });
      loss += parts.sum / parts.weight * ends.length;
      correct += parts.correct;
      onBatch?.(epoch, batch + 1, batches);
    }
    return { trainLoss: loss / order.length, trainAccuracy: correct / order.length };
  }

  #firstState(): TrainingState {
    return {
      nextEpoch: 0,
      weights: copyWeights(this.#options.shape, this.#weights.arrays),
      bestWeights: null,
      optimizer: this.#optimizer.state(),
      scheduler: startScheduler(this.#options.learningRate),
      earlyStopping: startEarlyStopping(),
      generator: this.#generator.state(),
      summary: { last: null, best: null, highestTrainAccuracy: 0, seconds: 0 },
    };
  }

  #nextState(metrics: EpochMetrics): TrainingState {
    const { shape, scheduler, earlyStopping } = this.#options;
    const before = this.#state;
    const { epoch, validationLoss } = metrics;
    const weights = copyWeights(shape, this.#weights.arrays);
    const { best, highestTrainAccuracy, seconds } = before.summary;
    const isBest = validationLoss < (best?.validationLoss ?? Infinity);
    return {
      nextEpoch: epoch + 1,
      weights,
      bestWeights: isBest ? weights : before.bestWeights,
      optimizer: this.#optimizer.state(),
      scheduler: advanceScheduler(scheduler, { state: before.scheduler, epochs: epoch + 1, validationLoss }),
      earlyStopping: earlyStopping
        ? advanceEarlyStopping(before.earlyStopping, metrics, earlyStopping)
        : before.earlyStopping,
      generator: this.#generator.state(),
      summary: {
        last: metrics,
        best: isBest ? metrics : best,
        highestTrainAccuracy: Math.max(highestTrainAccuracy, metrics.trainAccuracy),
        seconds: seconds + metrics.seconds,
      },
    };
  }
}

function requireFinite(parts: LossParts, { epoch, batch }: { epoch: number; batch: number }): void {
  const loss = parts.sum / parts.weight;
  if (Number.isFinite(loss)) return;
  throw new RangeError(
    `Training diverged: the loss of epoch ${epoch + 1}, batch ${batch + 1} is "${loss}", ` +
      `expected a finite number; a lower learning rate may help`,
  );
}
