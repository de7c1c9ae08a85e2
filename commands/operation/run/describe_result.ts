import type { DescribedResult, DescribeResultOptions } from "./described_result.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { Context } from "../../program/context.ts";

/** What came of a completed operation, by its type. */
export async function describeResult(
  context: Context,
  operation: Operation,
  options: DescribeResultOptions,
): Promise<DescribedResult> {
  const { operation_type: type } = operation;
  if (type === "training") return (await import("./describe_training.ts")).describeTraining(operation);
  if (type === "backtesting") {
    return await (await import("./describe_backtest.ts")).describeBacktest(context, operation, options);
  }
  if (type === "data_load") return (await import("./describe_data_load.ts")).describeDataLoad(operation);
  if (type === "agent_research") return (await import("./describe_research.ts")).describeResearch(operation);
  return {
    results: operation.result_summary,
    render: (style) =>
      renderFields([
        ["Operation", operation.operation_id],
        ["Type", operation.operation_type],
        ["Status", operation.status],
        ...Object.entries(operation.result_summary ?? {}).map(([key, value]): [string, string] => [
          key,
          typeof value === "object" ? JSON.stringify(value) : String(value),
        ]),
      ], style),
  };
}
