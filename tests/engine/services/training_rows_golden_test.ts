/**
 * What a network is trained on, from the text of a strategy and bars: rows, targets, split and settings as recorded.
 *
 * Ours differs on purpose in the raw input with `normalization: zscore`: it is scaled, on the training rows alone,
 * where the recorded one went in as it was. (With CUSUM events ours also pairs each label with the row of its own bar;
 * these recordings have none.)
 */
import { assert, assertEquals } from "@std/assert";
import { makeSamples } from "../../../lib/engine/domain/samples/make_samples.ts";
import { toFeatureSpecs } from "../../../lib/engine/services/feature_specs.ts";
import { parseStrategy } from "../../../lib/engine/services/read_strategy.ts";
import { readGolden, readGoldenSeries } from "../../support/golden_series.ts";
import { barsBetween } from "../domain/backtest/golden.ts";

const parts = ["train", "validation", "test"] as const;

interface RecordedPart {
  rows: number;
  /** Position of its first label among all labels. */
  first_label: number;
}

/** What a trainer received. Rows are counted over training, validation and test rows, one after the other. */
interface RecordedSamples {
  name: string;
  series: string;
  start_date: string;
  end_date: string;
  bars: number;
  strategy_yaml: string;
  labels: number;
  split: Record<typeof parts[number], RecordedPart>;
  trainer_config: {
    epochs: number;
    learning_rate: number;
    batch_size: number;
    output_format: string;
    architecture: { hidden_layers: number[]; dropout: number; activation: string };
    loss?: string;
    huber_delta?: number;
    weight_decay?: number;
  };
  feature_ids: string[];
  rows: number[];
  values: number[][];
  targets: number[];
}

function prepare(golden: RecordedSamples) {
  const strategy = parseStrategy(golden.strategy_yaml, golden.name);
  const bars = barsBetween(readGoldenSeries(golden.series), golden);
  const features = toFeatureSpecs(strategy);
  const { labels, split } = strategy.training;
  const base = strategy.baseTimeframe;
  const symbol = { symbol: "SYNTH", series: new Map([[base, bars]]) };
  const samples = makeSamples([symbol], { base, specs: features, labels, split, sequenceLength: 1 });
  return { strategy, bars, features, samples };
}

for (const golden of readGolden<{ cases: RecordedSamples[] }>("training/trainer_rows.json").cases) {
  Deno.test(`makeSamples() gives the recorded split, rows and targets: ${golden.name}`, () => {
    const { bars, features, samples } = prepare(golden);
    assertEquals(bars.time.length, golden.bars);
    assertEquals(samples.count, golden.labels);
    assertEquals(parts.map((part) => samples[part].count), parts.map((part) => golden.split[part].rows));
    assertEquals(features.map(({ id }) => id), golden.feature_ids);
    const width = features.length;
    const rows = parts.flatMap((part) => [...samples[part].rows]);
    const targets = parts.flatMap((part) => [...samples[part].targets]);
    golden.rows.forEach((row, k) => {
      assertNear(targets[row], golden.targets[k], `target ${row}`);
      for (let column = 0; column < width; column++) {
        if (samples.scales[column] !== null) continue;
        const label = `row ${row}, ${golden.feature_ids[column]}`;
        assertNear(rows[row * width + column], golden.values[k][column], label);
      }
    });
  });

  Deno.test(`makeSamples() scales the raw input that asks for it, on the training rows: ${golden.name}`, () => {
    const { samples, features } = prepare(golden);
    const scaled = features.flatMap((_, column) => samples.scales[column] === null ? [] : [column]);
    assertEquals(scaled.map((column) => golden.feature_ids[column]), ["1h_atr_14_raw"]);
    const [column] = scaled;
    const scale = samples.scales[column];
    assert(scale !== null);
    const rows = parts.flatMap((part) => [...samples[part].rows]);
    golden.rows.forEach((row, k) => {
      const recorded = golden.values[k][column];
      // Bars of the warm-up have no value, which is 0 scaled or not.
      const expected = recorded === 0 ? 0 : (recorded - scale.offset) * scale.scale;
      const actual = rows[row * features.length + column];
      assert(Math.abs(actual - expected) <= 1e-5, `row ${row}: ${actual}, expected ${expected}`);
    });
  });

  Deno.test(`a strategy's text gives the recorded settings of the trainer: ${golden.name}`, () => {
    const { strategy: { model, training, decisions } } = prepare(golden);
    const recorded = golden.trainer_config;
    assert(model.type === "mlp");
    assertEquals(
      {
        epochs: training.epochs,
        learning_rate: training.learningRate,
        batch_size: training.batchSize,
        output_format: decisions.outputFormat,
        type: model.type,
        architecture: {
          hidden_layers: [...model.hiddenLayers],
          dropout: model.dropout,
          activation: model.activation,
        },
        // Without a loss of its own, the recorded trainer takes cross entropy and a weight decay of 1e-4.
        loss: training.loss,
        weight_decay: training.weightDecay,
        ...(training.loss === "huber" ? { huber_delta: training.huberDelta } : {}),
      },
      { loss: "cross_entropy", weight_decay: 1e-4, ...recorded, type: "mlp" },
    );
  });
}

/** float32 against float32. */
function assertNear(actual: number, expected: number, label: string): void {
  const isNear = Math.abs(actual - expected) <= 2e-7 * Math.abs(expected) + 1e-9;
  assert(isNear, `${label}: ${actual}, expected ${expected}`);
}
