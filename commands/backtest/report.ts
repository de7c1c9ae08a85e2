import type { BarsData } from "../../lib/contract/data.ts";
import { ApiError, UsageError } from "../../lib/errors.ts";
import { formatBytes, formatTimestamp } from "../../lib/output/format.ts";
import { renderHtmlPage } from "../../lib/output/html/page.ts";
import type { Context } from "../program/context.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { describeLack, findBacktest, type FoundBacktest } from "./find_backtest.ts";
import { reportSections } from "./report_sections.ts";

/** What `backtest report` takes. */
interface ReportBacktestOptions {
  /** The file to write. */
  outputFile: string | undefined;
}

/** As many bars as a server tells at a time. */
const mostBars = 100_000;

/** `ktrdr backtest report`: one HTML file with everything that came of a backtest. */
export async function reportBacktest(
  context: Context,
  reference: string,
  options: ReportBacktestOptions,
): Promise<void> {
  const found = await findBacktest(context, reference);
  const { operation, result, details } = found;
  const client = await context.client();
  const [bars, strategyText] = await Promise.all([
    readBars(context, found),
    readStrategyText(context, found),
  ]);
  const lack = details === null ? describeLack(client.baseUrl) : null;
  if (lack !== null) context.printer.note(lack);
  const html = renderHtmlPage({
    title: `Backtest of ${result.strategy_name ?? "a strategy"}`,
    subtitle:
      `${result.symbol ?? "-"} ${result.timeframe ?? "-"}, ${formatTimestamp(result.start_time)} to ` +
      `${formatTimestamp(result.end_time)}, ${operation.operation_id}`,
    sections: reportSections(found, { bars, strategyText, lack }),
  });
  const path = options.outputFile ?? `${operation.operation_id}.html`;
  await writeOutputFile(context.host, { path, text: html });
  const size = new TextEncoder().encode(html).length;
  const value = { operation_id: operation.operation_id, path, size_bytes: size };
  context.printer.result(value, (style) => `${style.green("✓")} Wrote ${path} (${formatBytes(size)})`);
}

/** The bars that were traded, where the server still has them. */
async function readBars(context: Context, { result }: FoundBacktest): Promise<BarsData | null> {
  const { symbol, timeframe, start_time, end_time } = result;
  if (!symbol || !timeframe) return null;
  const client = await context.client();
  const period = { start_date: start_time ?? undefined, end_date: end_time ?? undefined };
  return await client.data.bars({ symbol, timeframe }, { ...period, limit: mostBars }).catch(ignoreRefusal);
}

/** The strategy as its model was trained on it, from a server that tells. */
async function readStrategyText(context: Context, { result }: FoundBacktest): Promise<string | null> {
  const client = await context.client();
  const { model_id: modelId } = result;
  if (typeof modelId !== "string" || !(await client.health.supports("model_files"))) return null;
  const model = await client.models.get(modelId).catch(ignoreRefusal);
  return model?.strategy_text ?? null;
}

/** Bars and model may be gone: a report can do without them. */
function ignoreRefusal(error: unknown): null {
  if (error instanceof ApiError || error instanceof UsageError) return null;
  throw error;
}
