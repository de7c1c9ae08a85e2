import type { ExitCodeValue } from "../../lib/errors.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import type { Context } from "../context.ts";
import { runOperation } from "../run/run_operation.ts";

/** What `dummy` takes. */
export interface DummyOptions {
  detach?: true | undefined;
  timeout?: number | undefined;
}

/** `ktrdr dummy`: a harmless operation that takes 200 seconds. */
export async function runDummy(context: Context, options: DummyOptions): Promise<ExitCodeValue> {
  return await runOperation(context, {
    adapter: new DummyAdapter(),
    label: "Dummy operation",
    follow: options.detach !== true,
    detach: options.detach,
    timeout: options.timeout,
  });
}
