import { formatTimestamp } from "../../lib/output/format.ts";
import { type ChartSeries, renderStackedCharts } from "../../lib/output/html/line_chart.ts";
import { type HtmlSection, renderHtmlPage } from "../../lib/output/html/page.ts";
import type { PlotData, PlottedIndicator } from "./series_for_plot.ts";

/** A page with the price of a symbol and its indicators: those that are prices over the price, each other below. */
export function renderPlotPage({ dates, close, indicators }: PlotData, title: string): string {
  const names = indicators.map(({ name }) => name);
  const x = { kind: "time", values: dates } as const;
  const overlays = indicators.filter(({ isPrice }) => isPrice).flatMap(toSeries);
  const charts = [
    {
      title: ["Close", ...indicators.filter(({ isPrice }) => isPrice).map(({ name }) => name)].join(", "),
      label: `${title} close`,
      series: [{ name: "Close", values: close }, ...overlays],
      height: 400,
    },
    ...indicators.filter(({ isPrice }) => !isPrice).map((indicator) => ({
      title: indicator.name,
      label: `${indicator.name} of ${title}`,
      series: toSeries(indicator),
      height: 240,
    })),
  ];
  const bodies = renderStackedCharts(
    charts.map(({ label, series, height }) => ({ label, x, series, height })),
  );
  const sections = charts.map((chart, index): HtmlSection => ({ title: chart.title, body: bodies[index] }));
  return renderHtmlPage({
    title: [title, ...names].join(" · "),
    subtitle: dates.length === 0
      ? "No bars"
      : `${formatTimestamp(dates[0])} to ${formatTimestamp(dates.at(-1))}, ${dates.length} bars`,
    sections,
  });
}

function toSeries({ curves }: PlottedIndicator): ChartSeries[] {
  return curves.map(({ name, values }, index) => ({ name, values, dashed: index > 0 }));
}
