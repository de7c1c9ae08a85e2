/** An engine with bars of several symbols and timeframes, and strategies on them. */
import { openTestEngine, type TestEngine, type TestEngineOptions } from "./test_engine.ts";

/** Bars of `SYN` from 2022-01-03 on: 3,000 hours, which are 775 bars of 4 hours and 150 days; of `TWO` 2,000 hours. */
export async function openSyntheticEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const engine = await openTestEngine(options);
  for (const timeframe of ["1h", "4h", "1d"]) {
    await put(engine, `/data/SYN/${timeframe}`, seriesCsv(timeframe));
    await put(engine, `/data/TWO/${timeframe}`, seriesCsv(timeframe, timeframe === "1h" ? 2_000 : Infinity));
  }
  return engine;
}

/** The first bars of a timeframe as CSV. */
export function seriesCsv(timeframe: string, bars = Infinity): string {
  const text = Deno.readTextFileSync(
    new URL(`../../golden/series/synth_${timeframe}.csv`, import.meta.url),
  );
  return text.split("\n").slice(0, bars + 1).join("\n");
}

/** Stores a strategy of {@linkcode seriesStrategy}. */
export async function putStrategy(engine: TestEngine, choices: SeriesStrategyChoices): Promise<void> {
  await put(engine, `/strategies/${choices.name}`, seriesStrategy(choices));
}

async function put(engine: TestEngine, path: string, text: string): Promise<void> {
  const { status, body } = await engine.put(path, text);
  if (status !== 200) throw new Error(`PUT ${path}: ${JSON.stringify(body)}`);
}

/** How a strategy differs from the usual one: hourly bars of SYN, zigzag labels, a small perceptron. */
export interface SeriesStrategyChoices {
  readonly name: string;
  readonly symbols?: readonly string[];
  readonly timeframes?: readonly string[];
  readonly base?: string;
  /** Those of the fuzzy input; the raw one has all of them. */
  readonly inputs?: readonly string[] | "all";
  readonly model?: string;
  readonly labels?: string;
  readonly epochs?: number;
}

/** A strategy on the hourly bars, and maybe others, of an engine with synthetic bars. */
export function seriesStrategy(choices: SeriesStrategyChoices): string {
  const { name, symbols = ["SYN"], timeframes = ["1h"], inputs = "all", epochs = 2 } = choices;
  const mlp = "{type: mlp, architecture: {hidden_layers: [6], dropout: 0.1}}";
  const list = (values: readonly string[]) => `[${values.join(", ")}]`;
  return `name: ${name}
version: "3.0"
training_data:
  symbols: {mode: multi_symbol, list: ${list(symbols)}}
  timeframes:
    mode: ${timeframes.length > 1 ? "multi_timeframe" : "single"}
    list: ${list(timeframes)}
    base_timeframe: ${choices.base ?? "1h"}
  history_required: 60
indicators:
  rsi_9: {type: rsi, period: 9, source: close}
  atr_5: {type: atr, period: 5}
fuzzy_sets:
  rsi_state:
    indicator: rsi_9
    oversold: [0, 25, 45]
    overbought: [55, 75, 100]
nn_inputs:
  - {fuzzy_set: rsi_state, timeframes: ${typeof inputs === "string" ? inputs : list(inputs)}}
  - {raw_indicator: atr_5, timeframes: ${
    typeof inputs === "string" ? inputs : list(inputs)
  }, normalization: zscore}
model: ${choices.model ?? mlp}
decisions: {output_format: classification, confidence_threshold: 0.34}
training:
  epochs: ${epochs}
  batch_size: 64
  learning_rate: 0.01
  labels: ${choices.labels ?? "{source: zigzag, zigzag_threshold: 0.005}"}
  data_split: {train: 0.7, validation: 0.15, test: 0.15}
`;
}
