import type { BarsData } from "../../lib/contract/data.ts";
import { formatCount } from "../../lib/output/format.ts";
import { escapeHtml } from "../../lib/output/html/escape_html.ts";
import { renderHtmlTable } from "../../lib/output/html/html_table.ts";
import type { HtmlSection } from "../../lib/output/html/page.ts";
import { furtherMetricFields, headFields, metricFields } from "../run/render_backtest.ts";
import { costFields, monthTable, tradeTable } from "./backtest_tables.ts";
import type { FoundBacktest } from "./find_backtest.ts";
import { drawdownChart, equityChart, priceChart } from "./report_charts.ts";

/** What a report shows besides the backtest itself. */
export interface ReportSectionsOptions {
  bars: BarsData | null;
  strategyText: string | null;
  /** What the server does not tell, as a sentence. */
  lack: string | null;
}

/** The sections of a report. What there is nothing to say of has none. */
export function reportSections(found: FoundBacktest, options: ReportSectionsOptions): HtmlSection[] {
  const { result, details, drawdown, months, costs } = found;
  const { bars, strategyText, lack } = options;
  const sections = [
    { title: "Result", body: fieldTable([...headFields(result), ...metricFields(result)]) },
    { title: "Further figures", body: fieldTable(furtherMetricFields(result)) },
    { title: "Costs", body: fieldTable(costFields(costs)) },
  ];
  if (lack !== null) sections.push({ title: "What is missing", body: `<p>${escapeHtml(lack)}.</p>` });
  if (details !== null && drawdown !== null && drawdown.length > 0) {
    sections.push({ title: "Equity", body: equityChart(details.equity_curve) });
    sections.push({ title: "Drawdown", body: drawdownChart(details.equity_curve.dates, drawdown) });
  }
  if (bars !== null && bars.dates.length > 0) {
    sections.push({ title: "Price and trades", body: priceChart(bars, details?.trades ?? []) });
  }
  if (months !== null && months.length > 0) {
    sections.push({ title: "Monthly returns in percent", body: renderHtmlTable(monthTable(months)) });
  }
  if (details !== null) {
    const { trades } = details;
    sections.push({
      title: `Trades (${formatCount(trades.length)})`,
      body: trades.length === 0 ? "<p>No trades.</p>" : renderHtmlTable(tradeTable(trades)),
    });
  }
  if (strategyText !== null) sections.push({ title: "Strategy", body: preformatted(strategyText) });
  return sections;
}

function fieldTable(fields: readonly [string, string][]): string {
  return renderHtmlTable({
    columns: [{ title: "Figure" }, { title: "Value", align: "right" }],
    rows: fields.map(([name, value]) => [name, value]),
  });
}

/** Text as it is, line by line. */
function preformatted(text: string): string {
  return `<pre>${text.trimEnd().split(/\r\n?|\n/).map(escapeHtml).join("\n")}</pre>`;
}
