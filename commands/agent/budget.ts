import type { AgentBudget } from "../../lib/contract/agent.ts";
import { formatCount, formatMoney } from "../../lib/output/format.ts";
import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr agent budget`: what the agent may still spend today. */
export async function showBudget(context: Context): Promise<void> {
  const client = await context.client();
  const budget = await client.agent.budget();
  context.printer.result(budget, (style) => renderFields(describeBudget(budget), style), { rows: [budget] });
}

function describeBudget(budget: AgentBudget): [string, string][] {
  // A server without a limit says so, or says that any number of researches can be paid.
  const isUnlimited = budget.budget_disabled === true || budget.cycles_affordable === -1;
  const amount = (value: number | null | undefined) => isUnlimited ? "no limit" : formatMoney(value);
  return [
    ["Date", budget.date ?? "-"],
    ["Daily limit", amount(budget.daily_limit)],
    ["Spent today", formatMoney(budget.today_spend)],
    ["Remaining", amount(budget.remaining)],
    ["Affordable researches", isUnlimited ? "no limit" : formatCount(budget.cycles_affordable)],
  ];
}
