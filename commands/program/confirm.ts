import { abortable } from "@std/async/abortable";
import { anySignal } from "../../lib/client/time_limit.ts";
import { UsageError } from "../../lib/errors.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { sanitizeText } from "../../lib/output/text.ts";
import type { Context } from "./context.ts";

/**
 * Asks on the terminal whether to do something that cannot be undone; only "y" and "yes" mean yes. Throws UsageError,
 * which points at --force, where nobody can answer, and InterruptedError when Ctrl+C is the answer.
 */
export async function confirm(context: Context, question: string): Promise<boolean> {
  const { stdin, stderr } = context.host;
  const text = sanitizeText(question);
  if (!stdin.isTerminal || !stderr.isTerminal) {
    throw new UsageError(`Nobody is there to answer '${text}'`, {
      hint: "Use --force to go on without asking",
    });
  }
  using interrupts = interruptPolicy(context.host);
  const leaving = anySignal(interrupts.signal, interrupts.detach);
  stderr.write(`${text} [y/N] `);
  leaving.addEventListener("abort", () => stderr.write("\n"), { once: true });
  const answer = await abortable(stdin.readLine(), leaving);
  if (answer === null) stderr.write("\n");
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}
