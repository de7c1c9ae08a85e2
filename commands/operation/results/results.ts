/**
 * The results of operations, by their type. A view is loaded with the schemas that it reads a result with when there is a
 * result of its type.
 * @module
 */
import { isRecord } from "../../../lib/client/is_record.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import type { OperationType } from "../../../lib/contract/words/operation_words.ts";
import { renderFields } from "../../../lib/output/table.ts";
import type { Context } from "../../program/context.ts";
import { dateOf, textOf } from "./compared_values.ts";
import type { ComparedOperation, DescribedResult, DescribeResultOptions, ResultView } from "./result_view.ts";

const views: Readonly<Partial<Record<OperationType, () => Promise<ResultView>>>> = {
  training: async () => (await import("./training.ts")).trainingResults,
  backtesting: async () => (await import("./backtest.ts")).backtestResults,
  data_load: async () => (await import("./data_load.ts")).dataLoadResults,
  agent_research: async () => (await import("./research.ts")).researchResults,
};

async function viewOf({ operation_type: type }: Operation): Promise<Partial<ResultView>> {
  return await new Map(Object.entries(views)).get(type)?.() ?? {};
}

/** What came of a completed operation, by its type. */
export async function describeResult(
  context: Context,
  operation: Operation,
  options: DescribeResultOptions,
): Promise<DescribedResult> {
  const { describe } = await viewOf(operation);
  return await describe?.(operation, { ...options, context }) ?? describePlainly(operation);
}

function describePlainly(operation: Operation): DescribedResult {
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

/** What came of a completed operation in one line; undefined where its type is not known or it tells nothing. */
export async function summarizeResult(operation: Operation): Promise<string | undefined> {
  if (operation.result_summary === null || operation.status !== "completed") return undefined;
  return (await viewOf(operation)).summarize?.(operation);
}

/** What of an operation can be compared with another one, under the names that scripts know from results. */
export async function compareResult(operation: Operation): Promise<ComparedOperation> {
  const { started_at, completed_at, metadata, operation_type: type } = operation;
  const parameters = isRecord(metadata?.parameters) ? metadata.parameters : {};
  const milliseconds = Date.parse(completed_at ?? "") - Date.parse(started_at ?? "");
  return {
    operation_id: operation.operation_id,
    operation_type: type,
    status: operation.status,
    strategy_name: textOf(parameters.strategy_name) ?? nameInYaml(parameters.strategy_yaml),
    symbol: textOf(metadata?.symbol),
    timeframe: textOf(metadata?.timeframe),
    start_date: dateOf(parameters.start_date ?? metadata?.start_date),
    end_date: dateOf(parameters.end_date ?? metadata?.end_date),
    duration_seconds: Number.isNaN(milliseconds) ? null : milliseconds / 1000,
    ...(await viewOf(operation)).compare?.(operation, parameters),
  };
}

/** Some servers keep the first lines of a strategy instead of its name. */
function nameInYaml(yaml: unknown): string | null {
  return typeof yaml === "string" ? /^name:\s*["']?([\w-]+)/m.exec(yaml)?.[1] ?? null : null;
}
