import type { ExitCodeValue } from "../../lib/errors.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import type { Context } from "../program/context.ts";
import type { OperationRun, RunChoices } from "./run/operation_run.ts";
import { runOperation } from "./run/run_operation.ts";

/** `ktrdr dummy`: a harmless operation that takes 200 seconds. */
export async function runDummy(context: Context, choices: RunChoices): Promise<ExitCodeValue> {
  const run: OperationRun = {
    adapter: new DummyAdapter(),
    label: "Dummy operation",
    type: "dummy",
  };
  return await runOperation(context, () => Promise.resolve(run), choices);
}
