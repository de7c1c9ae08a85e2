import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** What each exit code says. */
export const exitCodeMeanings: readonly (readonly [ExitCodeValue, string])[] = [
  [ExitCode.ok, "Done: the operation completed, or there is nothing to complain about"],
  [
    ExitCode.failure,
    "The operation failed, a strategy is not valid, or any failure without a code of its own",
  ],
  [ExitCode.usage, "Wrong usage or invalid input; nothing was started"],
  [ExitCode.cancelled, "The operation was cancelled by someone else"],
  [ExitCode.authentication, "The server wants credentials, or others"],
  [ExitCode.notFound, "Not found, or in conflict with the present state"],
  [ExitCode.unreachable, "The server cannot be reached or gave up; an operation may still run there"],
  [ExitCode.running, "'status --exit-status': the operation still runs"],
  [ExitCode.timeout, "--timeout ran out; an operation on a server may still run"],
  [ExitCode.interrupted, "Left by Ctrl+C"],
  [ExitCode.terminated, "Left by SIGTERM or SIGHUP; an operation on a server still runs"],
];

/** `ktrdr help exit-codes`: what each exit code of the program says. */
export function showExitCodes(context: Context): Promise<void> {
  const value = exitCodeMeanings.map(([code, meaning]) => ({ code, meaning }));
  context.printer.result(value, (style) =>
    renderTable({
      columns: [{ title: "CODE", align: "right" }, { title: "MEANING" }],
      rows: value.map(({ code, meaning }) => [String(code), meaning]),
      style,
    }));
  return Promise.resolve();
}
