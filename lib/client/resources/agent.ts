import type {
  ActiveResearch,
  AgentBudget,
  AgentStatusAnswer,
  ResearchCancellation,
} from "../../contract/agent.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** What the agent does. The researches that go on are listed, whichever way the server tells them. */
export type AgentStatus = AgentStatusAnswer & { active_researches: ActiveResearch[] };

/** `/agent`: researches by the agent. */
export class AgentResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** What the agent does, in the same form for every server. */
  async status(options: RequestOptions = {}): Promise<AgentStatus> {
    const { agentStatusSchema: schema } = await import("../../contract/agent.ts");
    const answer = await this.#client.get("/agent/status", { ...options, schema });
    return { ...answer, active_researches: answer.active_researches ?? this.#onlyResearch(answer) };
  }

  /** What may be spent today. */
  async budget(options: RequestOptions = {}): Promise<AgentBudget> {
    const { agentBudgetSchema: schema } = await import("../../contract/agent.ts");
    return await this.#client.get("/agent/budget", { ...options, schema });
  }

  /** Cancels a research. Without an id, the one of an older server, which does one at a time. */
  async cancel(operationId: string | undefined, options: RequestOptions = {}): Promise<ResearchCancellation> {
    const { researchCancelSchema: schema } = await import("../../contract/agent.ts");
    const path = operationId === undefined ? "/agent/cancel" : `/agent/cancel/${pathPart(operationId)}`;
    return await this.#client.delete(path, { ...options, schema });
  }

  #onlyResearch({ operation_id, phase, strategy_name, started_at }: AgentStatusAnswer): ActiveResearch[] {
    if (typeof operation_id !== "string") return [];
    const startedAt = Date.parse(started_at ?? "");
    const duration_seconds = Number.isNaN(startedAt)
      ? null
      : Math.max(0, Math.round((this.#client.now() - startedAt) / 1_000));
    return [{ operation_id, phase, strategy_name, duration_seconds, child_operation_id: null }];
  }
}
