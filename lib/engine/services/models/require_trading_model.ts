/**
 * Whether a model foresees what can be traded.
 * @module
 */
import type { LabelDefinition } from "../../../strategy/strategy.ts";
import type { ModelRecord } from "../../store/store.ts";
import { readModelStrategy } from "../backtests/plan_backtest.ts";
import { detailError } from "../service_error.ts";

/** What a model foresees that was trained on labels which are no trades. */
const foreseen = {
  context: "market context (bullish, bearish, neutral)",
  regime: "market regimes (trending up, trending down, ranging, volatile)",
} as const;

/** Throws a 400 for a model of market regimes or context: as BUY, HOLD and SELL its classes would mean nothing. */
export function requireTradingModel(model: ModelRecord): void {
  const { source } = readModelStrategy(model).training.labels;
  if (!isForeseen(source)) return;
  throw detailError(
    400,
    `Model ${model.id} predicts ${foreseen[source]}, not trades, and cannot be backtested: ` +
      `train one on labels of source zigzag, triple_barrier or forward_return`,
  );
}

function isForeseen(source: LabelDefinition["source"]): source is keyof typeof foreseen {
  return source in foreseen;
}
