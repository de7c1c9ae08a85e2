/**
 * The check of a strategy's features as the API writes it.
 * @module
 */
import type { FeatureCheck } from "../../../contract/backtest_check.ts";
import type { CheckedFeature, CheckedStrategy } from "../../services/strategies/check_strategy_features.ts";
import { toTimestamp } from "./operation_wire.ts";

/** `data` of the answer to `POST /backtests/check`. */
export function toCheckWire(checked: CheckedStrategy): object {
  const features = checked.features.map(toFeatureWire);
  return {
    strategy_name: checked.name,
    symbol: checked.symbol,
    timeframe: checked.timeframe,
    start_date: toTimestamp(checked.first),
    end_date: toTimestamp(checked.last),
    bars: checked.bars,
    cuts: checked.cuts,
    starts: checked.starts,
    backtest_warm_up_bars: checked.warmUp,
    look_ahead: features.some(({ verdict }) => verdict === "look_ahead"),
    features,
  };
}

function toFeatureWire(feature: CheckedFeature): FeatureCheck {
  const difference = feature.differenceAfterWarmUp;
  return {
    feature_id: feature.id,
    timeframe: feature.timeframe,
    indicator: feature.indicator,
    verdict: verdictOf(feature),
    changed_cuts: feature.changedCuts,
    look_ahead_bars: feature.lookAheadBars,
    first_change: toTimestamp(feature.firstChangeTime),
    warm_up_bars: feature.warmUpBars,
    difference_after_warm_up: Number.isFinite(difference) ? difference : null,
  };
}

function verdictOf({ changedCuts, dependsOnStart }: CheckedFeature): FeatureCheck["verdict"] {
  if (changedCuts > 0) return "look_ahead";
  return dependsOnStart ? "start_dependent" : "ok";
}
