import type { BarsData } from "../../lib/contract/data.ts";
import { formatCount } from "../../lib/output/format.ts";
import { escapeHtml } from "../../lib/output/html/escape_html.ts";
import { renderHtmlTable } from "../../lib/output/html/html_table.ts";
import { renderStackedCharts } from "../../lib/output/html/line_chart.ts";
import type { HtmlSection } from "../../lib/output/html/page.ts";
import { furtherMetricFields, headFields, metricFields } from "../operation/results/render_backtest.ts";
import { costFields, monthTable, tradeTable } from "./backtest_tables.ts";
import type { FoundBacktest } from "./find_backtest.ts";
import { drawdownChart, equityChart, priceChart } from "./report_charts.ts";

/** What a report shows besides the backtest itself. */
interface ReportSectionsOptions {
  bars: BarsData | null;
  strategyText: string | null;
  /** What the server does not tell, as a sentence. */
  lack: string | null;
}

/** The sections of a report. What there is nothing to say of has none. */
export function reportSections(found: FoundBacktest, options: ReportSectionsOptions): HtmlSection[] {
  const { result, details, months, costs } = found;
  const { bars, strategyText, lack } = options;
  const sections = [
    { title: "Result", body: fieldTable([...headFields(result), ...metricFields(result)]) },
    { title: "Further figures", body: fieldTable(furtherMetricFields(result)) },
    { title: "Costs", body: fieldTable(costFields(costs)) },
  ];
  if (lack !== null) sections.push({ title: "What is missing", body: `<p>${escapeHtml(lack)}.</p>` });
  sections.push(...chartSections(found, bars));
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

function chartSections({ details, drawdown }: FoundBacktest, bars: BarsData | null): HtmlSection[] {
  const charts = [
    ...details === null || drawdown === null || drawdown.length === 0 ? [] : [
      { title: "Equity", chart: equityChart(details.equity_curve) },
      { title: "Drawdown", chart: drawdownChart(details.equity_curve.dates, drawdown) },
    ],
    ...bars === null || bars.dates.length === 0
      ? []
      : [{ title: "Price and trades", chart: priceChart(bars, details?.trades ?? []) }],
  ];
  const bodies = renderStackedCharts(charts.map(({ chart }) => chart));
  return charts.map(({ title }, index) => ({ title, body: bodies[index] }));
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
