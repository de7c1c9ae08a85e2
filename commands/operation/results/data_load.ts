import { dataLoadResultSchema } from "../../../lib/contract/data.ts";
import type { Operation } from "../../../lib/contract/operation.ts";
import { formatCount, formatDuration, parseTime } from "../../../lib/output/format.ts";
import { renderFields } from "../../../lib/output/table.ts";
import { withUnit } from "../../../lib/output/text.ts";
import type { DescribedResult, ResultView } from "./result_view.ts";
import { readSummary } from "./read_summary.ts";

/** The results of loads of bars. */
export const dataLoadResults = {
  describe: describeDataLoad,
} satisfies ResultView;

/** The result of a completed load of bars. */
function describeDataLoad(operation: Operation): DescribedResult {
  const { metadata, result_summary, warnings } = operation;
  const result = readSummary(dataLoadResultSchema, operation);
  const symbol = result.symbol ?? textOf(metadata?.symbol);
  const timeframe = result.timeframe ?? textOf(metadata?.timeframe);
  const mode = result.mode ?? textOf(metadata?.mode);
  const count = result.rows_downloaded ?? null;
  const took = durationOf(operation);
  const fields: [string, string][] = [
    ["Symbol", symbol ?? "-"],
    ["Timeframe", timeframe ?? "-"],
    ["Mode", mode ?? "-"],
    ["Bars loaded", count === 0 ? "0 (nothing new)" : formatCount(count)],
  ];
  if (typeof result.gaps_filled === "number") fields.push(["Gaps filled", formatCount(result.gaps_filled)]);
  if (took !== null) fields.push(["Duration", formatDuration(took)]);
  if (warnings.length > 0) fields.push(["Warning", warnings.map(String).join("\n")]);
  return {
    ...(count !== null && { extent: withUnit(count, "bars") }),
    results: result_summary,
    more: {
      symbol,
      timeframe,
      mode,
      success: true,
      bars_loaded: count,
      execution_time_seconds: took === null ? null : took / 1000,
      details: result_summary,
      ...(warnings.length > 0 && { warning: warnings.map(String).join("; ") }),
    },
    render: (style) => renderFields(fields, style),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Milliseconds from start to end; null where the server does not tell them. */
function durationOf({ started_at, completed_at }: Operation): number | null {
  const duration = parseTime(completed_at ?? "") - parseTime(started_at ?? "");
  return Number.isFinite(duration) ? Math.max(0, duration) : null;
}
