import type { ExitCodeValue } from "../../lib/errors.ts";
import { ResumeAdapter } from "../../lib/operations/adapters/resume.ts";
import type { Context } from "../context.ts";
import { runOperation } from "../run/run_operation.ts";

/** What `operation resume` takes. */
export interface ResumeOptions {
  follow?: true | undefined;
  timeout?: number | undefined;
}

/** `ktrdr operation resume`: goes on with a cancelled or failed operation from its checkpoint. */
export async function resumeOperation(
  context: Context,
  operationId: string,
  options: ResumeOptions,
): Promise<ExitCodeValue> {
  context.describeFailure({ operationId });
  return await runOperation(context, {
    adapter: new ResumeAdapter(operationId),
    label: `Resuming ${operationId}`,
    follow: options.follow ?? false,
    timeout: options.timeout,
  });
}
