import {
  type BacktestDetails,
  type BacktestResult,
  backtestResultSchema,
} from "../../lib/contract/backtest.ts";
import type { Operation } from "../../lib/contract/operation.ts";
import { isTerminal } from "../../lib/contract/words/operation_words.ts";
import { ExitCode, KtrdrError, UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "../operation/reference/parse_reference.ts";
import { resolveReference } from "../operation/reference/resolve_reference.ts";
import { drawdownOf } from "./drawdown.ts";
import { type MonthlyReturn, monthlyReturns } from "./monthly_returns.ts";
import { type TradingCosts, tradingCosts } from "./trading_costs.ts";
import { readSummary } from "../operation/results/read_summary.ts";
import { warnOf } from "../operation/run/show_outcome.ts";

/** A completed backtest, and what follows from it. */
export interface FoundBacktest {
  operation: Operation;
  result: BacktestResult;
  /** Trades and equity curve; null where the server keeps none. */
  details: BacktestDetails | null;
  /** How far the equity lies below its peak, one a value of the curve, 0 or negative; null without a curve. */
  drawdown: number[] | null;
  /** Null without a curve. */
  months: MonthlyReturn[] | null;
  costs: TradingCosts;
}

/**
 * The completed backtest that a reference means; "@last" is the newest backtest. Throws UsageError for an operation of
 * another type, and KtrdrError for a backtest that is not completed.
 */
export async function findBacktest(context: Context, reference: string): Promise<FoundBacktest> {
  const parsed = parseReference(reference);
  const operationId = await resolveReference(
    context,
    parsed.kind === "newest" ? { ...parsed, type: parsed.type ?? "backtesting" } : parsed,
  );
  context.describeFailure({ operationId });
  const client = await context.client();
  const operation = await client.operations.get(operationId);
  requireCompleted(operation);
  warnOf(context, operation);
  const result = readSummary(backtestResultSchema, operation);
  const details = await client.health.supports("backtest_details")
    ? await client.backtests.details(operationId)
    : null;
  const costs = tradingCosts(result, details?.trades ?? null);
  const curve = details?.equity_curve ?? null;
  return {
    operation,
    result,
    details,
    drawdown: curve && drawdownOf(curve.values),
    months: curve && monthlyReturns(curve, costs.initial_capital),
    costs,
  };
}

/** What a server that keeps no trades and no equity curve leaves out, in one sentence. */
export function describeLack(baseUrl: string): string {
  return `The server at ${baseUrl} keeps neither the trades nor the equity curve of a backtest: there are only its figures`;
}

function requireCompleted(
  { operation_id: id, operation_type: type, status, error_message }: Operation,
): void {
  if (type !== "backtesting") {
    throw new UsageError(`Operation ${id} is of type ${type}, expected a backtest`, {
      hint: "'ktrdr backtest list' lists the backtests",
    });
  }
  if (status === "completed") return;
  const reason = error_message ? ` (${error_message})` : "";
  throw new KtrdrError(`Backtest ${id} is ${status}${reason}, expected a completed one`, {
    exitCode: ExitCode.notFound,
    ...(isTerminal(status) ? {} : { hint: `Wait for it with: ktrdr wait ${id}` }),
  });
}
