/**
 * The research agent on the wire: `/agent`, and the result of a research.
 * @module
 */
import * as z from "zod/mini";
import { lenient, number, text } from "./fields.ts";

/** The body of `POST /agent/trigger`: at most one of `brief` and `strategy`. */
export interface ResearchRequest {
  /** What to look for, in words. */
  brief?: string | undefined;
  /** The strategy to work on. */
  strategy?: string | undefined;
  /** opus, sonnet, haiku or the full name of a model. */
  model?: string | undefined;
  /** Whether to go on where a result would stop the research. */
  bypass_gates?: boolean | undefined;
}

/** `POST /agent/trigger` that started something. */
export const researchStartResponseSchema = z.looseObject({
  operation_id: z.string(),
  model: text,
  message: text,
});

/** A research that is going on. */
export const activeResearchSchema = z.looseObject({
  operation_id: z.string(),
  phase: text,
  strategy_name: text,
  duration_seconds: number,
  child_operation_id: text,
});

/** A research that is going on. */
export type ActiveResearch = z.infer<typeof activeResearchSchema>;

const busy = z.looseObject({ busy: number, total: number });

/**
 * `GET /agent/status`. A server that can do several researches at a time lists them in `active_researches`; an older one
 * tells of its only one at the top.
 */
export const agentStatusSchema = z.looseObject({
  status: z.string(),
  active_researches: z.optional(z.array(activeResearchSchema)),
  operation_id: text,
  phase: text,
  strategy_name: text,
  started_at: text,
  last_cycle: lenient(
    z.looseObject({ operation_id: text, outcome: text, strategy_name: text, completed_at: text }),
  ),
  workers: lenient(z.record(z.string(), busy)),
  /** In dollars; `remaining` is null where there is no limit. */
  budget: lenient(z.looseObject({ remaining: number, daily_limit: number })),
  capacity: lenient(z.looseObject({ active: number, limit: number })),
});

/** What the agent does, as the server tells it. */
export type AgentStatusAnswer = z.infer<typeof agentStatusSchema>;

/** `GET /agent/budget`. Amounts are in dollars; `cycles_affordable` is -1 where there is no limit. */
export const agentBudgetSchema = z.looseObject({
  date: text,
  daily_limit: number,
  today_spend: number,
  remaining: number,
  budget_disabled: lenient(z.boolean()),
  cycles_affordable: number,
});

/** What may be spent on researches today. */
export type AgentBudget = z.infer<typeof agentBudgetSchema>;

/** `DELETE /agent/cancel/{operation_id}`. */
export const researchCancelSchema = z.looseObject({
  operation_id: text,
  child_cancelled: text,
  message: text,
});

/** What a server says of a cancelled research. */
export type ResearchCancellation = z.infer<typeof researchCancelSchema>;

/** `result_summary` of a completed research. Rates and the drawdown are fractions. */
export const researchResultSchema = z.looseObject({
  strategy_name: text,
  verdict: text,
  model_path: text,
  backtest_result: lenient(z.looseObject({
    sharpe_ratio: number,
    win_rate: number,
    max_drawdown: number,
    total_return: number,
    total_trades: number,
  })),
});

/** What came of a research. */
export type ResearchResult = z.infer<typeof researchResultSchema>;
