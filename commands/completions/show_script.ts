import type { Context } from "../context.ts";
import { completionScript, type Shell } from "./scripts.ts";

/** `ktrdr completions`: the script that a shell reads. */
export function showScript(context: Context, shell: Shell): Promise<void> {
  const script = completionScript(shell);
  context.printer.result({ shell, script }, () => script.trimEnd());
  return Promise.resolve();
}
