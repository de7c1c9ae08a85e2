/**
 * How long a backtest takes from bars to metrics: 14 indicators, 42 membership degrees, the answers of a network
 * 42→64→32→3, and the trades; and with a third and two thirds of the degrees. Each size has a process of its own, for
 * its memory.
 *
 * Run with `deno task bench:backtest`. Medians of all steps.
 * @module
 */
import { runBacktest } from "../lib/engine/domain/backtest/run_backtest.ts";
import type { Bars } from "../lib/engine/domain/bars.ts";
import { openInferenceRows } from "../lib/engine/domain/features/inference_rows.ts";
import type { TimeframeFeatureSpec } from "../lib/engine/domain/features/timeframe_features.ts";
import { initialWeights } from "../lib/engine/domain/network/initial_weights.ts";
import type { PerceptronShape } from "../lib/engine/domain/network/network_shape.ts";
import { predict } from "../lib/engine/domain/network/predict.ts";
import { RandomGenerator } from "../lib/engine/domain/network/random_generator.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { indicatorTypes } from "../lib/indicators/catalog.ts";
import { median, peakMemory, walkBars } from "./measure.ts";

const sizes = [250_000, 500_000, 1_000_000];
const rounds = 3;
const timeframe = "1m";
/** Indicators, and between which numbers most of their values lie. */
const ranges: Record<string, readonly [number, number]> = {
  rsi: [0, 100],
  simplemovingaverage: [80, 120],
  exponentialmovingaverage: [80, 120],
  macd: [-1, 1],
  bollingerbandwidth: [0, 0.1],
  atr: [0, 1],
  stochastic: [0, 100],
  adx: [0, 100],
  cci: [-200, 200],
  williamsr: [-100, 0],
  mfi: [0, 100],
  roc: [-5, 5],
  momentum: [-5, 5],
  aroon: [0, 100],
};
/** Bars, and how many of low, middle and high are features. */
const loads = [[sizes[0], 1], [sizes[0], 2], ...sizes.map((size) => [size, 3])];

/** Low, middle and high of every indicator, or the first of them. */
function describeFeatures(degrees: number): TimeframeFeatureSpec[] {
  return Object.entries(ranges).flatMap(([type, [low, high]]) => {
    const catalogued = indicatorTypes.find(({ name }) => name === type)?.parameters ?? [];
    const parameters = Object.fromEntries(catalogued.map((parameter) => [parameter.name, parameter.default]));
    const step = (high - low) / 2;
    return [low, low + step, high].slice(0, degrees).map((peak, index) => ({
      id: `${type}_${index}`,
      timeframe,
      indicator: { type, parameters },
      output: "value",
      membership: { type: "triangular", parameters: [peak - step, peak, peak + step] } as const,
    }));
  });
}

/** Seconds of each step of one backtest. */
function backtest(bars: Bars, degrees: number): Record<string, number> {
  const seconds: Record<string, number> = {};
  function time<Result>(step: string, work: () => Result): Result {
    const start = performance.now();
    const result = work();
    seconds[step] = (performance.now() - start) / 1000;
    return result;
  }
  const series = new Map([[timeframe, bars]]);
  const specs = describeFeatures(degrees);
  const shape: PerceptronShape = {
    inputs: specs.length,
    hiddenLayers: [64, 32],
    outputs: 3,
    activation: "relu",
    dropout: 0,
  };
  const scales = specs.map(() => null);
  const rows = time("indicators", () => openInferenceRows(series, { base: timeframe, specs, scales }));
  const weights = initialWeights(shape, new RandomGenerator(1));
  const count = bars.time.length;
  const outputs = time("degrees and network", () => predict({ shape, weights }, rows));
  time("trades", () =>
    runBacktest({ bars, outputs, outputCount: shape.outputs }, {
      symbol: "WALK",
      initialCapital: 100_000,
      commission: 0.001,
      slippage: 0.0005,
      startTime: bars.time[0],
      endTime: bars.time[count - 1],
      rules: {
        outputFormat: "classification",
        confidenceThreshold: 0.35,
        positionAwareness: true,
        allowShortFromFlat: true,
        minSignalSeparation: 4,
      },
    }));
  return seconds;
}

/** Runs the backtests of one size and gives a line to print. */
async function benchSize(size: number, degrees: number): Promise<string> {
  const bars = walkBars(size);
  const runs = Array.from({ length: rounds }, () => backtest(bars, degrees));
  const steps = Object.keys(runs[0]).map((step) => ({ step, seconds: median(runs.map((run) => run[step])) }));
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const parts = steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(2)} s`).join(", ");
  const features = degrees * Object.keys(ranges).length;
  return `${size} bars, ${features} features: ${total.toFixed(2)} s (${parts}), highest memory ${
    (await peakMemory()).toFixed(0)
  } MB\n`;
}

const { stdout } = createDenoHost();
if (Deno.args.length > 0) {
  const [size, degrees] = Deno.args.map(Number);
  stdout.write(await benchSize(size, degrees));
} else {
  for (const [size, degrees] of loads) {
    const args = ["run", "-A", new URL(import.meta.url).pathname, String(size), String(degrees)];
    const { stdout: line } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
    stdout.write(new TextDecoder().decode(line));
  }
}
