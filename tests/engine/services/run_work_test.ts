import { assert, assertEquals } from "@std/assert";
import type { BacktestState } from "../../../lib/engine/domain/backtest/backtest_input.ts";
import type { TimeframeFeatureSpec } from "../../../lib/engine/domain/features/timeframe_features.ts";
import type { TrainingState } from "../../../lib/engine/domain/network/training/training_state.ts";
import type { JobCheckpoint, JobContext } from "../../../lib/engine/jobs/job.ts";
import { runWork } from "../../../lib/engine/services/run_work.ts";
import type { BacktestWork, NetworkChoice, TrainingWork } from "../../../lib/engine/services/work.ts";
import type { EpochRecord, ProgressRecord } from "../../../lib/engine/store/store.ts";
import { readGoldenSeries } from "../../support/golden_series.ts";

const bars = readGoldenSeries("sp500");
const features: TimeframeFeatureSpec[] = [
  ...[[0, 25, 40], [30, 50, 70], [60, 75, 100]].map((parameters, index) => ({
    id: `1d_rsi_${index}`,
    timeframe: "1d",
    indicator: { type: "rsi", parameters: { period: 14, source: "close" } },
    output: "value",
    membership: { type: "triangular" as const, parameters },
  })),
];

/** A context that notes everything and cancels once so many questions were asked. */
function recordingContext(cancelAfter = Infinity) {
  const progress: ProgressRecord[] = [];
  const epochs: EpochRecord[] = [];
  const checkpoints: JobCheckpoint[] = [];
  let asked = 0;
  const context: JobContext = {
    report: (record) => void progress.push(record),
    addEpoch: (epoch) => void epochs.push(epoch),
    saveCheckpoint: (checkpoint) => void checkpoints.push(checkpoint),
    checkpointCost: () => 0,
    isCancelled: () => asked++ >= cancelAfter,
    wait: () => {},
  };
  return { context, progress, epochs, checkpoints };
}

const perceptron: NetworkChoice = { hiddenLayers: [8], activation: "relu", dropout: 0.1 };
const recurrent: NetworkChoice = {
  kind: "lstm",
  sequenceLength: 4,
  hiddenSize: 3,
  numLayers: 2,
  dropout: 0.2,
};

function training(resume: TrainingState | null = null, network = perceptron): TrainingWork {
  return {
    kind: "training",
    symbols: [{ symbol: "SPX", series: new Map([["1d", bars]]) }],
    baseTimeframe: "1d",
    features,
    labels: { source: "zigzag", threshold: 0.03 },
    split: { train: 0.7, validation: 0.15, test: 0.15 },
    network,
    loss: { kind: "cross_entropy" },
    options: {
      seed: 5,
      epochs: 12,
      batchSize: 256,
      learningRate: 0.01,
      weightDecay: 1e-4,
      gradientClip: 1,
      optimizer: "adam",
    },
    resume,
    note: { strategy_name: "test" },
  };
}

function train(work: TrainingWork) {
  const recorded = recordingContext();
  const outcome = runWork(work, recorded.context);
  assert(!outcome.cancelled && outcome.result.kind === "training");
  return { ...recorded, result: outcome.result };
}

function backtest(network: NetworkChoice): BacktestWork {
  const { shape, weights, scales } = train(training(null, network)).result;
  return {
    kind: "backtesting",
    symbol: "SPX",
    timeframe: "1d",
    series: new Map([["1d", bars]]),
    features,
    scales,
    shape,
    weights,
    rules: {
      outputFormat: "classification",
      confidenceThreshold: 0.35,
      positionAwareness: true,
      allowShortFromFlat: true,
      minSignalSeparation: 4,
    },
    initialCapital: 100_000,
    commission: 0.001,
    slippage: 0.0005,
    startTime: bars.time[0],
    endTime: bars.time[bars.time.length - 1],
    resume: null,
    note: { strategy_name: "test" },
  };
}

/** What stays the same when a training is repeated. */
function withoutTimes(value: unknown): unknown {
  const times = ["seconds", "duration", "timestamp"];
  return JSON.parse(JSON.stringify(value, (key, part) => times.includes(key) ? undefined : part));
}

Deno.test("a training reports epochs and batches, and saves a checkpoint every ten epochs", () => {
  const { progress, epochs, checkpoints, result } = train(training());
  assertEquals(epochs.map(({ epoch }) => epoch), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assertEquals(checkpoints.map(({ type, summary }) => [type, summary.epoch]), [["periodic", 9]]);
  const batches = Math.ceil(3573 / 256);
  const step = progress.find(({ current_step }) => current_step === `Epoch 4/12 · Batch 10/${batches}`);
  assertEquals(step, {
    percentage: 100 * (3 * batches + 10) / (12 * batches),
    current_step: `Epoch 4/12 · Batch 10/${batches}`,
    steps_completed: 3,
    steps_total: 12,
    items_processed: 3 * batches + 10,
    items_total: 12 * batches,
    current_item: null,
  });
  assertEquals(progress.at(-1)?.steps_completed, 12);
  const lowest = Math.min(...epochs.map(({ val_loss }) => Number(val_loss)));
  assertEquals(epochs[result.bestEpoch].val_loss, lowest);
  assertEquals([result.epochs, result.summary.best?.validationLoss], [12, lowest]);
});

Deno.test("a training that is cancelled before its first epoch leaves a checkpoint all the same", () => {
  const { context, checkpoints } = recordingContext(0);
  assertEquals(runWork(training(), context), { cancelled: true });
  assertEquals(checkpoints[0].summary.epoch, null);
  const { result } = train(training(checkpoints[0].data as TrainingState));
  assertEquals(result.weights, train(training()).result.weights);
});

for (const [name, network] of Object.entries({ perceptron, recurrent })) {
  Deno.test(`a training goes on exactly from any checkpoint: ${name}`, () => {
    const whole = train(training(null, network));
    const { context, checkpoints } = recordingContext(40);
    assertEquals(runWork(training(null, network), context), { cancelled: true });
    const [checkpoint] = checkpoints;
    const { epoch, total_epochs: epochs } = checkpoint.summary;
    assertEquals([checkpoint.type, epoch, epochs], ["cancellation", 1, 12]);
    const state = structuredClone(checkpoint.data) as TrainingState;
    const { progress, epochs: rest, result } = train(training(state, network));
    assertEquals([progress[0].steps_completed, progress[0].percentage], [2, 100 * 2 / 12]);
    assertEquals(withoutTimes(result), withoutTimes(whole.result));
    assertEquals(withoutTimes(rest), withoutTimes(whole.epochs.slice(2)));
  });

  Deno.test(`a backtest goes on exactly from its checkpoint: ${name}`, () => {
    const work = backtest(network);
    const whole = runWork(work, recordingContext().context);
    assert(!whole.cancelled && whole.result.kind === "backtesting");
    assert(whole.result.trades.length > 10);

    // The network is asked about 256 bars at once, then 1,000 bars are traded at once.
    const asked = Math.ceil(bars.time.length / 256);
    const { context, checkpoints, progress } = recordingContext(asked + 2);
    assertEquals(runWork(work, context), { cancelled: true });
    assertEquals(progress.at(-1)?.items_processed, 2000);
    assertEquals(progress.at(-1)?.current_step, "Backtesting SPX 1d [2007-12-14]");
    const { summary, data } = checkpoints[0];
    assertEquals([summary.operation_type, summary.bar_index], ["backtesting", 1999]);
    assertEquals(summary.total_bars, bars.time.length);
    assertEquals(resume(work, data), { ...whole.result, seconds: 0 });

    const early = recordingContext(asked - 1);
    assertEquals(runWork(work, early.context), { cancelled: true });
    assertEquals(early.checkpoints.map(({ summary }) => summary.bar_index), [49]);
    assertEquals(resume(work, early.checkpoints[0].data), { ...whole.result, seconds: 0 });
  });
}

Deno.test("a backtest says how far the model is asked, then how far its answers are traded", () => {
  const { context, progress } = recordingContext();
  runWork(backtest(recurrent), context);
  const asking = progress.filter(({ current_step }) =>
    current_step?.startsWith("Asking the model about SPX 1d [")
  );
  assert(asking.length > 10);
  assertEquals(asking.at(-1)?.percentage, 90);
  const percentages = progress.map(({ percentage }) => percentage);
  assertEquals(percentages, percentages.toSorted((one, other) => one - other));
  assertEquals(progress.map(({ current_step }) => current_step).at(0), "Computing features");
});

function resume(work: BacktestWork, state: unknown) {
  const copy = structuredClone(state) as BacktestState;
  const resumed = runWork({ ...work, resume: copy }, recordingContext().context);
  assert(!resumed.cancelled && resumed.result.kind === "backtesting");
  return { ...resumed.result, seconds: 0 };
}

Deno.test("the dummy counts, and stops when it is cancelled", () => {
  const { context, progress } = recordingContext();
  const outcome = runWork({ kind: "dummy", iterations: 4, milliseconds: 1 }, context);
  assertEquals(outcome, { cancelled: false, result: { kind: "dummy", iterations: 4 } });
  assertEquals(progress.map(({ current_step }) => current_step), [
    "Starting dummy_task [0/4]",
    "Working hard on iteration 1! [1/4] (25.0%)",
    "Working hard on iteration 2! [2/4] (50.0%)",
    "Working hard on iteration 3! [3/4] (75.0%)",
    "Working hard on iteration 4! [4/4] (100.0%)",
  ]);
  assertEquals(runWork({ kind: "dummy", iterations: 4, milliseconds: 1 }, recordingContext(1).context), {
    cancelled: true,
  });
});
