import { sliceBars } from "../../lib/engine/domain/bars.ts";
import { type LabelSpec, makeLabels } from "../../lib/engine/domain/labels/make_labels.ts";
import { tripleBarrier, type TripleBarrierOptions } from "../../lib/engine/domain/labels/triple_barrier.ts";
import { barVolatility } from "../../lib/engine/domain/labels/volatility.ts";
import { barsFrom } from "../engine/domain/labels/bars_from.ts";
import { exact, type GoldenCase, type GoldenComparison, refusal } from "../support/golden_errors.ts";
import { type GoldenFiles, openGoldenSeries } from "../support/golden_series.ts";

interface RecordedBarriers {
  readonly name?: string;
  readonly series: string;
  readonly window: [number, number];
  /** Bars of its own instead of a series. */
  readonly ohlc?: number[][];
  readonly params: Record<string, number | string>;
  readonly error?: boolean;
  readonly labels: string;
  readonly holding: number[];
  readonly upper: number[];
  readonly lower: number[];
}

interface RecordedPipeline {
  readonly series: string;
  readonly label_config: Record<string, number | boolean | undefined>;
  readonly labels: string;
  /** All, or the first 150 and the last 50. */
  readonly weights?: number[];
  readonly events?: number[];
}

const labelled = { family: "labels", tolerance: exact };

/** Triple barrier: labels, holding periods and barriers; and the classes, events and weights made of them. */
export function* tripleBarrierCases(files: GoldenFiles): Generator<GoldenCase> {
  const series = openGoldenSeries();
  const golden = files.read<{ cases: RecordedBarriers[]; situations: RecordedBarriers[] }>(
    "labels/triple_barrier.json",
  );
  for (const recorded of [...golden.situations, ...golden.cases]) {
    const bars = recorded.ohlc
      ? barsFrom(recorded.ohlc)
      : sliceBars(series(recorded.series), ...recorded.window);
    yield {
      name: `triple barrier ${JSON.stringify(recorded.params)}: ${recorded.name ?? recorded.series}`,
      *compare() {
        const options = optionsOf(recorded.params);
        if (recorded.error) {
          const actual = [refusal(() => tripleBarrier(bars, options), "need at least")];
          yield { ...labelled, name: "refusal", expected: ["need at least"], actual };
          return;
        }
        yield* compareBarriers(recorded, { ...tripleBarrier(bars, options), options, bars });
      },
    };
  }
  const pipeline = files.read<{ cases: RecordedPipeline[] }>("labels/triple_barrier_pipeline.json").cases;
  for (const recorded of pipeline) {
    yield {
      name: `samples of the triple barrier ${JSON.stringify(recorded.label_config)}: ${recorded.series}`,
      *compare() {
        const labels = makeLabels(series(recorded.series), specOf(recorded.label_config));
        yield { ...labelled, name: "classes", expected: recorded.labels, actual: labels.values.join("") };
        const events = recorded.events?.slice(0, labels.bars.length);
        if (events) yield { ...labelled, name: "events", expected: events, actual: labels.bars };
        if (recorded.weights) yield compareWeights(recorded.weights, labels.weights ?? new Float32Array());
      },
    };
  }
}

interface Barriers extends ReturnType<typeof tripleBarrier> {
  readonly options: TripleBarrierOptions;
  readonly bars: Parameters<typeof tripleBarrier>[0];
}

function* compareBarriers(
  { labels, holding, upper, lower }: RecordedBarriers,
  ours: Barriers,
): Generator<GoldenComparison> {
  const classes = Array.from(ours.sides, (side) => 1 - side).join("");
  yield { ...labelled, name: "classes", expected: labels, actual: classes };
  yield { ...labelled, name: "holding periods", expected: holding, actual: ours.holding };
  const volatility = barVolatility(ours.bars, ours.options);
  const near = { family: "labels", tolerance: { relative: 1e-9, floor: 1e-4 } };
  const { ptMultiplier, slMultiplier } = ours.options;
  for (
    const [name, expected, factor] of [["upper", upper, ptMultiplier], [
      "lower",
      lower,
      slMultiplier,
    ]] as const
  ) {
    const actual = volatility.slice(0, expected.length).map((value) => value * factor);
    yield { ...near, name, expected, actual };
  }
}

function compareWeights(expected: readonly number[], weights: Float32Array): GoldenComparison {
  const all = [...weights];
  const actual = expected.length < 200 ? all : [...all.slice(0, 150), ...all.slice(-50)];
  const tolerance = { relative: 1e-6, floor: 0 };
  return { family: "label weights", name: "weights", expected, actual, tolerance };
}

function optionsOf(params: RecordedBarriers["params"]): TripleBarrierOptions {
  return {
    ptMultiplier: Number(params.pt_multiplier ?? 2),
    slMultiplier: Number(params.sl_multiplier ?? 1.5),
    maxHoldingPeriod: Number(params.max_holding_period ?? 50),
    volSpan: Number(params.vol_span ?? 50),
    volMethod: String(params.vol_method ?? "atr"),
  };
}

function specOf(config: RecordedPipeline["label_config"]): LabelSpec {
  return {
    source: "triple_barrier",
    ptMultiplier: 2,
    slMultiplier: 1.5,
    maxHoldingPeriod: Number(config.max_holding_period ?? 50),
    volSpan: Number(config.vol_span ?? 50),
    volMethod: "atr",
    computeWeights: config.compute_weights === true,
    cusumThreshold: config.cusum_threshold === undefined ? null : Number(config.cusum_threshold),
    cusumMultiplier: Number(config.cusum_multiplier ?? 0.5),
  };
}
