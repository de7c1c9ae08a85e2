import type { ExitCodeValue } from "../../lib/errors.ts";
import { errorJson } from "../../lib/output/error_report.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { describeOutcome, failureOf } from "./run/show_outcome.ts";
import { summarizeResult } from "./results/results.ts";
import { type FollowedOperation, judgeOutcomes } from "./judge_outcomes.ts";
import { styleStatus } from "./style_status.ts";

/**
 * Prints what became of each of several operations: for programs a list of what following each alone would have
 * printed. Throws what is wrong with them, if anything.
 */
export async function showOutcomes(
  context: Context,
  all: readonly FollowedOperation[],
  decisive: FollowedOperation | undefined,
): Promise<ExitCodeValue> {
  const { exitCode, error } = judgeOutcomes(all, decisive);
  const values = await Promise.all(all.map((followed) => describeFollowed(context, followed)));
  const outcomes = await Promise.all(all.map(summarize));
  context.printer.result(values, (style) => renderFollowed(all, { outcomes, style, width: context.width }), {
    exitCode,
  });
  if (error !== undefined) throw error;
  return exitCode;
}

async function describeFollowed(context: Context, followed: FollowedOperation): Promise<object> {
  const { kind, operationId, seen } = followed;
  if (kind === "lost") {
    return errorJson(followed.error, {
      operationId,
      operationType: seen?.operation_type,
      stage: "execution",
    });
  }
  if (kind === "unneeded") {
    const type = seen?.operation_type ?? null;
    return { operation_id: operationId, operation_type: type, type, status: seen?.status ?? null };
  }
  if (seen.status === "failed") {
    return errorJson(failureOf(seen), {
      operationId,
      operationType: seen.operation_type,
      stage: "completion",
    });
  }
  return (await describeOutcome(context, seen, { withDetails: false })).value;
}

function renderFollowed(
  all: readonly FollowedOperation[],
  { outcomes, style, width }: {
    outcomes: readonly (string | null | undefined)[];
    style: Style;
    width: number | undefined;
  },
): string {
  return renderTable({
    columns: [{ title: "OPERATION" }, { title: "TYPE" }, { title: "STATUS" }, { title: "OUTCOME" }],
    rows: all.map((followed, index) => [
      followed.operationId,
      followed.seen?.operation_type ?? "-",
      followed.seen === undefined ? "-" : styleStatus(followed.seen.status, style),
      outcomes[index] ?? "-",
    ]),
    style,
    maxWidth: width,
  });
}

async function summarize(followed: FollowedOperation): Promise<string | null | undefined> {
  if (followed.kind === "lost") return followed.error.message;
  if (followed.kind === "unneeded") return "no longer followed";
  return await summarizeResult(followed.seen) ?? followed.seen.error_message;
}
