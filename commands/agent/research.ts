import type { ResearchRequest } from "../../lib/contract/agent.ts";
import { type ExitCodeValue, KtrdrError, UsageError } from "../../lib/errors.ts";
import { ResearchAdapter } from "../../lib/operations/adapters/research.ts";
import type { Context } from "../program/context.ts";
import type { OperationRun, RunChoices } from "../operation/run/operation_run.ts";
import { runOperation } from "../operation/run/run_operation.ts";

/** What `research` takes. */
interface ResearchOptions extends RunChoices {
  goal?: string | undefined;
  strategy?: string | undefined;
  model?: string | undefined;
}

/** `ktrdr research`: lets the agent look for a strategy, or work on one. */
export async function research(context: Context, options: ResearchOptions): Promise<ExitCodeValue> {
  const { model } = options;
  const brief = options.goal?.trim() || undefined;
  const strategy = options.strategy?.trim() || undefined;
  if ((brief === undefined) === (strategy === undefined)) {
    throw new UsageError(
      brief === undefined
        ? "Neither a goal nor --strategy is given, expected one of them"
        : "Both a goal and --strategy are given, expected one of them",
      { hint: "For example: ktrdr research 'a mean reversion strategy for EURUSD on 1h bars'" },
    );
  }
  const label = strategy === undefined ? "Research" : `Research on ${strategy}`;
  return await runResearch(context, { request: { brief, strategy, model }, label, choices: options });
}

/** What `agent trigger` takes. */
interface TriggerOptions extends RunChoices {
  model?: string | undefined;
  bypass?: boolean | undefined;
}

/** `ktrdr agent trigger`: lets the agent do a research of its own choice. */
export async function triggerResearch(context: Context, options: TriggerOptions): Promise<ExitCodeValue> {
  const request = { model: options.model, bypass_gates: options.bypass };
  return await runResearch(context, { request, label: "Research", choices: options });
}

async function runResearch(
  context: Context,
  plan: { request: ResearchRequest; label: string; choices: RunChoices },
): Promise<ExitCodeValue> {
  const run: OperationRun = {
    adapter: new ResearchAdapter(plan.request),
    label: plan.label,
    type: "agent_research",
    describeStart: (operationId) => ({
      value: {
        operation_id: operationId,
        status: "started",
        type: "research",
        operation_type: "agent_research",
        model: plan.request.model ?? null,
      },
      render: (style) => `Started research: ${style.bold(operationId)}`,
    }),
  };
  const prepare = () => {
    if (context.isEmbedded) throw withoutAgent();
    return Promise.resolve(run);
  };
  return await runOperation(context, prepare, plan.choices);
}

/** The engine would say the same, but only after a note that this command stays until the end. */
function withoutAgent(): KtrdrError {
  return new KtrdrError("Agent research is not available in the embedded engine: it needs a KTRDR server", {
    hint: "Name such a server with --url",
  });
}
