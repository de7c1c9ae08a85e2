import type { GoldenCase } from "../support/golden_errors.ts";
import { type GoldenFiles, goldenFiles } from "../support/golden_series.ts";
import { backtestCases } from "./backtest_cases.ts";
import { backtestPartCases } from "./backtest_part_cases.ts";
import { endToEndCases } from "./end_to_end_cases.ts";
import { featureCases } from "./feature_cases.ts";
import { fuzzyCases } from "./fuzzy_cases.ts";
import { indicatorCases } from "./indicator_cases.ts";
import { labelCases } from "./label_cases.ts";
import { networkPartCases } from "./network_part_cases.ts";
import { sampleCases } from "./sample_cases.ts";
import { strategyCases } from "./strategy_cases.ts";
import { trainingCases } from "./training_cases.ts";
import { tripleBarrierCases } from "./triple_barrier_cases.ts";

/**
 * Every recording that the engine's numbers are compared with, in the order in which a strategy needs them.
 *
 * KTRDR does more that ours does otherwise, and that is not compared: the trend of `supertrend`, which is always missing
 * there; rows of three timeframes as its trainer got them, which hold bars that are still running and are paired with labels
 * of other bars; decisions of models of market regimes and context, which ours refuses; failures on an empty test part and
 * on a capital of 0, which ours refuses earlier; activations with an unknown name.
 */
export function* allGoldenCases(files: GoldenFiles = goldenFiles): Generator<GoldenCase> {
  yield* strategyCases(files);
  yield* indicatorCases(files);
  yield* fuzzyCases(files);
  yield* featureCases(files);
  yield* labelCases(files);
  yield* tripleBarrierCases(files);
  yield* sampleCases(files);
  yield* networkPartCases(files);
  yield* trainingCases(files);
  yield* backtestPartCases(files);
  yield* backtestCases(files);
  yield* endToEndCases(files);
}
