/**
 * A training, as a worker does it.
 * @module
 */
import { classWeights } from "../../domain/network/training/class_weights.ts";
import { evaluateClassifier, evaluateRegressor } from "../../domain/network/evaluate.ts";
import type { LossSpec } from "../../domain/network/losses.ts";
import { type NetworkShape, rowsRead, type Weights } from "../../domain/network/network_shape.ts";
import { predictSamples } from "../../domain/network/predict.ts";
import { trainNetwork } from "../../domain/network/training/train_network.ts";
import type { EpochMetrics, TrainingState } from "../../domain/network/training/training_state.ts";
import { makeSamples, type Samples } from "../../domain/samples/make_samples.ts";
import type { JobCheckpoint, JobContext, JobOutcome } from "../../jobs/job.ts";
import type { CheckpointType, EpochRecord } from "../../store/store.ts";
import { CheckpointSchedule } from "./checkpoint_schedule.ts";
import { describePoorSamples } from "./describe_poor_samples.ts";
import { startProgress } from "../operations/progress.ts";
import { toFinite } from "../to_finite.ts";
import type { LossChoice, TrainingWork, TrainingWorkResult } from "../work.ts";

const epochsBetweenCheckpoints = 10;
const batchesBetweenReports = 10;

/**
 * Trains a network and measures it on the test rows. When it is cancelled it leaves a checkpoint of the last finished
 * epoch, from which a resumed training comes to the same result as an uninterrupted one.
 */
export function runTraining(work: TrainingWork, context: JobContext): JobOutcome<TrainingWorkResult> {
  reportStart(work, context);
  const samples = makeWorkSamples(work);
  const shape = makeShape(work, samples.outputs);
  const trained = trainNetwork(samples.train, samples.validation, {
    ...work.options,
    ...(work.resume === null ? {} : { resume: work.resume }),
    ...hooks(work, context),
    shape,
    loss: chooseLoss(work.loss, samples),
    now: () => performance.now(),
  });
  if (trained.stopped) {
    context.saveCheckpoint(toCheckpoint("cancellation", trained.state, work));
    return { cancelled: true };
  }
  const { weights, summary, bestEpoch, earlyStopped, state: { nextEpoch: epochs } } = trained;
  context.report({
    ...startProgress("Measuring the model"),
    percentage: 100,
    steps_completed: epochs,
    steps_total: work.options.epochs,
  });
  const test = measureTest({ shape, weights, samples, work });
  const features = work.features.map((feature) => feature.id);
  const { scales, count } = samples;
  const warnings = describePoorSamples(samples.train, { source: work.labels.source, features });
  const result = { features, shape, weights, scales, epochs, summary, bestEpoch, earlyStopped, test };
  return { cancelled: false, result: { kind: "training", ...result, samples: count, warnings } };
}

/** What a checkpoint brings along is done already. */
function reportStart({ options: { epochs }, resume }: TrainingWork, context: JobContext): void {
  const done = resume?.nextEpoch ?? 0;
  context.report({
    ...startProgress("Computing features and labels"),
    percentage: 100 * done / epochs,
    steps_completed: done,
    steps_total: epochs,
  });
}

function makeWorkSamples(work: TrainingWork): Samples {
  const { baseTimeframe: base, features: specs, labels, split } = work;
  // What a network reads does not depend on the number of its outputs, which the samples are to tell.
  const sequenceLength = rowsRead(makeShape(work, 1));
  return makeSamples(work.symbols, { base, specs, labels, split, sequenceLength });
}

function makeShape({ network, features }: TrainingWork, outputs: number): NetworkShape {
  return { ...network, inputs: features.length, outputs };
}

function hooks(work: TrainingWork, context: JobContext) {
  const { epochs } = work.options;
  const start = (work.resume?.nextEpoch ?? 0) - 1;
  const schedule = new CheckpointSchedule(epochsBetweenCheckpoints, { start, now: () => performance.now() });
  return {
    shouldStop: () => context.isCancelled(),
    onBatch: (epoch: number, batch: number, batches: number) => {
      if (batch !== 1 && batch !== batches && batch % batchesBetweenReports !== 0) return;
      const done = epoch * batches + batch;
      context.report({
        ...startProgress(`Epoch ${epoch + 1}/${epochs} · Batch ${batch}/${batches}`),
        percentage: 100 * done / (epochs * batches),
        steps_completed: epoch,
        steps_total: epochs,
        items_processed: done,
        items_total: epochs * batches,
      });
    },
    onEpoch: (metrics: EpochMetrics, snapshot: () => TrainingState) => {
      context.addEpoch(toEpochRecord(metrics));
      if (metrics.epoch + 1 === epochs || !schedule.isDue(metrics.epoch, context.checkpointCost())) return;
      context.saveCheckpoint(toCheckpoint("periodic", snapshot(), work));
    },
  };
}

function chooseLoss(choice: LossChoice, { train, outputs }: Samples): LossSpec {
  if (choice.kind === "huber" || choice.kind === "mse") return choice;
  return { ...choice, classWeights: classWeights(train.targets, outputs) };
}

interface Trained {
  readonly shape: NetworkShape;
  readonly weights: Weights;
  readonly samples: Samples;
  readonly work: TrainingWork;
}

function measureTest({ shape, weights, samples, work }: Trained): TrainingWorkResult["test"] {
  const { outputs, targets } = predictSamples({ shape, weights }, samples.test);
  if (targets.length === 0) return null;
  const isRegression = work.loss.kind === "huber" || work.loss.kind === "mse";
  return isRegression ? evaluateRegressor(outputs, targets) : evaluateClassifier(outputs, targets);
}

function toEpochRecord(metrics: EpochMetrics): EpochRecord {
  return {
    epoch: metrics.epoch,
    train_loss: metrics.trainLoss,
    train_accuracy: metrics.trainAccuracy,
    val_loss: toFinite(metrics.validationLoss),
    val_accuracy: toFinite(metrics.validationAccuracy),
    learning_rate: metrics.learningRate,
    duration: metrics.seconds,
    timestamp: new Date().toISOString(),
  };
}

function toCheckpoint(type: CheckpointType, state: TrainingState, work: TrainingWork): JobCheckpoint {
  const { last, best } = state.summary;
  return {
    type,
    summary: {
      operation_type: "training",
      epoch: last?.epoch ?? null,
      total_epochs: work.options.epochs,
      train_loss: toFinite(last?.trainLoss),
      train_accuracy: toFinite(last?.trainAccuracy),
      val_loss: toFinite(last?.validationLoss),
      val_accuracy: toFinite(last?.validationAccuracy),
      learning_rate: toFinite(last?.learningRate),
      best_val_loss: toFinite(best?.validationLoss),
      original_request: work.note,
    },
    data: state,
  };
}
