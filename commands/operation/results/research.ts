import { researchResultSchema } from "../../../lib/contract/agent.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { formatNumber, formatPercent } from "../../../lib/output/format.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { DescribedResult, ResultView } from "./result_view.ts";
import { readSummary } from "./read_summary.ts";

/** The results of researches. */
export const researchResults = {
  describe: describeResearch,
} satisfies ResultView;

/** The result of a completed research. */
function describeResearch(operation: Operation): DescribedResult {
  const result = readSummary(researchResultSchema, operation);
  const { strategy_name, verdict, model_path, backtest_result: backtest } = result;
  const fields: [string, string][] = [["Strategy", strategy_name ?? "-"], ["Verdict", verdict ?? "-"]];
  if (backtest) {
    fields.push(
      ["Sharpe ratio", formatNumber(backtest.sharpe_ratio)],
      ["Win rate", formatPercent(backtest.win_rate)],
      ["Max drawdown", formatPercent(backtest.max_drawdown)],
    );
  }
  if (typeof model_path === "string") fields.push(["Model", model_path]);
  return {
    ...(typeof verdict === "string" && { extent: verdict }),
    results: { strategy_name, verdict, ...backtest, model_path },
    render: (style) => renderFields(fields, style),
  };
}
