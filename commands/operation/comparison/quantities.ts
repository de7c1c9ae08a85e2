import {
  formatCount,
  formatDuration,
  formatLoss,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRate,
  formatSignedMoney,
} from "../../../lib/output/format.ts";

/** One row of a comparison. */
export interface Quantity {
  /** Its key for programs. */
  key: string;
  title: string;
  /** Default: as it is. */
  format?: (value: number) => string;
}

const formatRatio = (ratio: number) => formatNumber(ratio);
const formatShare = (share: number) => formatPercent(share);

/** Everything that is compared of operations, in the order of the table. */
export const quantities: readonly Quantity[] = [
  { key: "operation_type", title: "Type" },
  { key: "status", title: "Status" },
  { key: "strategy_name", title: "Strategy" },
  { key: "symbol", title: "Symbol" },
  { key: "timeframe", title: "Timeframe" },
  { key: "start_date", title: "Start" },
  { key: "end_date", title: "End" },
  { key: "duration_seconds", title: "Duration", format: (seconds) => formatDuration(seconds * 1000) },
  { key: "epochs_trained", title: "Epochs trained", format: formatCount },
  { key: "final_loss", title: "Final loss", format: (loss) => formatLoss(loss) },
  { key: "final_val_loss", title: "Final validation loss", format: (loss) => formatLoss(loss) },
  { key: "best_val_loss", title: "Best validation loss", format: (loss) => formatLoss(loss) },
  { key: "test_loss", title: "Test loss", format: (loss) => formatLoss(loss) },
  { key: "test_accuracy", title: "Test accuracy", format: (share) => formatPercent(share, 1) },
  { key: "total_samples", title: "Samples", format: formatCount },
  { key: "feature_count", title: "Features", format: formatCount },
  { key: "parameters_count", title: "Parameters", format: formatCount },
  { key: "seed", title: "Seed" },
  { key: "initial_capital", title: "Capital", format: formatMoney },
  { key: "commission", title: "Commission", format: formatRate },
  { key: "slippage", title: "Slippage", format: formatRate },
  { key: "total_return", title: "Total return", format: formatSignedMoney },
  { key: "total_return_pct", title: "Total return in percent", format: formatShare },
  { key: "sharpe_ratio", title: "Sharpe ratio", format: formatRatio },
  { key: "max_drawdown_pct", title: "Max drawdown", format: formatShare },
  { key: "total_trades", title: "Total trades", format: formatCount },
  { key: "win_rate", title: "Win rate", format: formatShare },
  { key: "profit_factor", title: "Profit factor", format: formatRatio },
  { key: "model", title: "Model" },
];
