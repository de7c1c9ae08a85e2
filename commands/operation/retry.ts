import type { KtrdrClient } from "../../lib/client/client.ts";
import { operationTypes } from "../../lib/contract/words/operation_words.ts";
import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { RetryAdapter } from "../../lib/operations/adapters/retry.ts";
import type { Context } from "../program/context.ts";
import type { PrepareOperation, RunChoices } from "./run/operation_run.ts";
import { runOperation } from "./run/run_operation.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { resolveTarget } from "./reference/resolve_reference.ts";

/** `ktrdr operation retry`: runs a failed operation again from its start, under a new id. */
export async function retryOperation(
  context: Context,
  operation: string,
  choices: RunChoices,
): Promise<ExitCodeValue> {
  const reference = parseReference(operation);
  const prepare: PrepareOperation = async (client) => {
    const originalId = await resolveTarget(context, reference);
    context.describeFailure({ operationId: originalId });
    const { operation_type } = await client.operations.get(originalId);
    const type = operationTypes.find((known) => known === operation_type) ?? "training";
    await warnOfMereNotes(context, client, choices);
    return {
      adapter: new RetryAdapter({ operationId: originalId, type }),
      label: `Retrying ${originalId}`,
      type,
      describeStart: (operationId) => ({
        value: {
          operation_id: operationId,
          original_operation_id: originalId,
          status: "pending",
          type,
          operation_type: type,
        },
        render: (style) => `Retrying ${originalId} as ${style.bold(operationId)}: pending`,
      }),
    };
  };
  return await runOperation(context, prepare, choices);
}

/** Some servers note a retry down and never start it: to follow that would never end. */
async function warnOfMereNotes(context: Context, client: KtrdrClient, choices: RunChoices): Promise<void> {
  if (await client.health.supports("operation_retry")) return;
  const text = `The server at ${client.baseUrl} notes a retry down, and never starts it`;
  const hint = "Start the work anew, with 'ktrdr model train' or 'ktrdr backtest run'";
  if (choices.follow) throw new UsageError(text, { hint });
  context.printer.warn(`${text}. ${hint}`);
}
