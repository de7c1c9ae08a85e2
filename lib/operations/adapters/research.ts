import * as z from "zod/mini";
import type { ApiClient } from "../../client/api_client.ts";
import { type ResearchRequest, researchStartResponseSchema } from "../../contract/agent.ts";
import { ApiError } from "../../errors.ts";
import { findNewest } from "../lookup/find_newest.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { agrees, definedFields, parseStart } from "./start_response.ts";

const refusalSchema = z.looseObject({
  triggered: z.literal(false),
  reason: z.catch(z.optional(z.string()), undefined),
  message: z.catch(z.string(), "The server did not start the research"),
});

const text = z.catch(z.optional(z.string()), undefined);

/** What a research says of its start: `brief` is null where it was given no goal. */
const askedParametersSchema = z.looseObject({
  brief: z.catch(
    z.optional(z.pipe(z.nullable(z.string()), z.transform((brief: string | null) => brief ?? ""))),
    undefined,
  ),
  strategy_name: text,
  model: text,
});

/** Starts researches by the agent. */
export class ResearchAdapter implements OperationAdapter {
  readonly type = "agent_research";
  readonly startEndpoint = "/agent/trigger";
  readonly #request: ResearchRequest;

  constructor(request: ResearchRequest = {}) {
    this.#request = request;
  }

  startPayload(): Record<string, unknown> {
    return definedFields(this.#request);
  }

  /** Throws `ApiError` with status 409 where the answer says that nothing was started. */
  parseStartResponse(body: unknown): string {
    const refusal = refusalSchema.safeParse(body);
    if (refusal.success) throw refused(refusal.data);
    return parseStart(body, { endpoint: this.startEndpoint, schema: researchStartResponseSchema })
      .operation_id;
  }

  findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    return findNewest(client, {
      ...lost,
      type: this.type,
      matches: ({ metadata }) => this.#isOurs(metadata?.parameters),
    });
  }

  /** Whether a research is what we asked for, as far as its parameters tell; a server writes the model out in full. */
  #isOurs(parameters: unknown): boolean {
    const told = askedParametersSchema.safeParse(parameters).data ?? {};
    const { brief, strategy, model, bypass_gates = false } = this.#request;
    const isOurModel = !told.model || !model || told.model.toLowerCase().includes(model.toLowerCase());
    return agrees(told, { brief: brief ?? "", strategy_name: strategy, bypass_gates }) && isOurModel;
  }
}

/** As if the status had said it. */
function refused({ reason, message }: z.infer<typeof refusalSchema>): ApiError {
  return new ApiError(message, { status: 409, code: reason, retryable: false });
}
