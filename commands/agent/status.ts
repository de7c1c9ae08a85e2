import type { AgentStatus } from "../../lib/client/resources/agent.ts";
import type { ActiveResearch } from "../../lib/contract/agent.ts";
import { formatDuration, formatMoney } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr agent status`: the researches that go on, and what the agent has left. */
export async function showAgentStatus(context: Context): Promise<void> {
  const client = await context.client();
  const status = await client.agent.status();
  context.printer.result(status, (style) => renderStatus(status, { style, width: context.width }), {
    rows: status.active_researches,
    columns: {
      operation_id: "operation_id",
      phase: "phase",
      strategy_name: "strategy_name",
      duration_seconds: "duration_seconds",
      child_operation_id: "child_operation_id",
    },
  });
}

function renderStatus(
  status: AgentStatus,
  { style, width }: { style: Style; width: number | undefined },
): string {
  const { active_researches: researches } = status;
  const fields = renderFields(describeAgent(status), style);
  if (researches.length === 0) return fields;
  const table = renderTable({
    columns: [
      { title: "OPERATION" },
      { title: "PHASE" },
      { title: "STRATEGY" },
      { title: "DURATION", align: "right" },
    ],
    rows: researches.map((research) => [
      research.operation_id,
      research.phase ?? "-",
      research.strategy_name ?? "-",
      describeDuration(research),
    ]),
    style,
    maxWidth: width,
  });
  return `${table}\n\n${fields}`;
}

function describeDuration({ duration_seconds: seconds }: ActiveResearch): string {
  return formatDuration(typeof seconds === "number" ? seconds * 1000 : null);
}

function describeAgent({ status, last_cycle, workers, budget, capacity }: AgentStatus): [string, string][] {
  const fields: [string, string][] = [["Status", status]];
  if (last_cycle) {
    fields.push(["Last research", `${last_cycle.operation_id ?? "-"} (${last_cycle.outcome ?? "unknown"})`]);
  }
  const busy = Object.entries(workers ?? {}).map(([type, { busy, total }]) =>
    `${type} ${busy ?? "-"}/${total ?? "-"}`
  );
  if (busy.length > 0) fields.push(["Busy workers", busy.join(", ")]);
  if (budget) fields.push(["Budget left today", describeBudget(budget)]);
  if (capacity) fields.push(["Researches", `${capacity.active ?? "-"} of at most ${capacity.limit ?? "-"}`]);
  return fields;
}

function describeBudget({ remaining, daily_limit }: NonNullable<AgentStatus["budget"]>): string {
  if (typeof remaining !== "number") return "no limit";
  return `${formatMoney(remaining)} of ${formatMoney(daily_limit)}`;
}
