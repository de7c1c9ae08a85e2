import type { Context } from "../program/context.ts";
import { confirm } from "../program/confirm.ts";
import { parseTimeout } from "./parse_timeout.ts";

/** What `ib cleanup` takes. */
interface CleanUpIbOptions {
  force?: boolean | undefined;
  /** Seconds. */
  timeout: number;
}

/** `ktrdr ib cleanup`: closes connections to Interactive Brokers that nobody uses. */
export async function cleanUpIb(context: Context, options: CleanUpIbOptions): Promise<void> {
  const timeout = parseTimeout(options.timeout);
  const question = "Close the server's connections to Interactive Brokers?";
  if (!options.force && !await confirm(context, question)) {
    context.printer.result({ success: false, message: "Nothing was closed" }, () => "Nothing was closed");
    return;
  }
  const client = await context.client();
  const cleanup = await client.ib.cleanup({ timeout });
  context.printer.result(cleanup, (style) => {
    const message = `${style.green("✓")} ${cleanup.message ?? "Connections were cleaned up"}`;
    return cleanup.note ? `${message}\n${cleanup.note}` : message;
  });
}
