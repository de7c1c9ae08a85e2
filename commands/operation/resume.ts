import { resumeResponseSchema, type Resumption } from "../../lib/contract/operation.ts";
import type { ExitCodeValue } from "../../lib/errors.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import { formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import type { Context } from "../program/context.ts";
import type { PrepareOperation, RunChoices } from "./run/operation_run.ts";
import { runOperation } from "./run/run_operation.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { resolveTarget } from "./reference/resolve_reference.ts";

/** `ktrdr operation resume`: goes on with a cancelled or failed operation from its checkpoint. */
export async function resumeOperation(
  context: Context,
  operation: string,
  choices: RunChoices,
): Promise<ExitCodeValue> {
  const reference = parseReference(operation);
  const prepare: PrepareOperation = async () => {
    const operationId = await resolveTarget(context, reference);
    context.describeFailure({ operationId });
    const adapter = new AttentiveResumeAdapter(operationId);
    return {
      adapter,
      label: `Resuming ${operationId}`,
      describeStart: () => {
        const value = adapter.resumption ?? { operation_id: operationId, status: "resuming" };
        return { value, render: (style) => renderResumption(operationId, { ...value, style }) };
      },
    };
  };
  return await runOperation(context, prepare, choices);
}

/** Keeps what the server said of the resume. */
class AttentiveResumeAdapter extends ResumeAdapter {
  resumption: Resumption | undefined;

  override parseStartResponse(body: unknown): string {
    this.resumption = resumeResponseSchema.safeParse(body).data?.data;
    return super.parseStartResponse(body);
  }
}

function renderResumption(
  operationId: string,
  options: { resumed_from?: Resumption["resumed_from"]; style: Style },
): string {
  const { resumed_from: checkpoint, style } = options;
  if (!checkpoint) return `Resumed ${style.bold(operationId)}`;
  const place = checkpoint.epoch === null ? "its checkpoint" : `epoch ${checkpoint.epoch}`;
  const { checkpoint_type: kind, created_at: time } = checkpoint;
  const details = [kind, time === null ? null : formatTimestamp(time)].filter((text) => text !== null);
  const remark = details.length === 0 ? "" : ` (${details.join(", ")})`;
  return `Resumed ${style.bold(operationId)} from ${place}${remark}`;
}
