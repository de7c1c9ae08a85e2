import type { FuzzyCalculation } from "../../lib/contract/fuzzy.ts";
import { renderHtmlTable } from "../../lib/output/html/html_table.ts";
import { renderLineChart, renderStackedCharts } from "../../lib/output/html/line_chart.ts";
import { type HtmlSection, renderHtmlPage } from "../../lib/output/html/page.ts";
import type { ChosenFuzzySet } from "./choose_fuzzy_set.ts";
import { curvesOfSet, exactAxis } from "./curves_of_set.ts";

/** A page with the membership functions of a fuzzy set, and where there are bars the degrees over time. */
export function renderFuzzyPage(chosen: ChosenFuzzySet, bars: FuzzyCalculation | undefined): string {
  const { set, name } = chosen;
  const values = exactAxis(set);
  return renderHtmlPage({
    title: `Fuzzy set ${set.id}`,
    subtitle: bars === undefined ? name : `${name} of ${bars.symbol} ${bars.timeframe}`,
    sections: [
      {
        title: "Membership functions",
        body: renderLineChart({
          label: `Degree of membership by the value of ${name}`,
          x: { kind: "number", values },
          series: curvesOfSet(set, values).map(({ membership, degrees }) => ({
            name: membership.name,
            values: degrees,
          })),
        }),
      },
      ...(bars === undefined ? [] : renderBars(bars, name)),
      { title: "Parameters", body: renderParameters(chosen) },
    ],
  });
}

function renderBars({ dates, values, memberships }: FuzzyCalculation, name: string): HtmlSection[] {
  const x = { kind: "time", values: dates } as const;
  const degrees = Object.entries(memberships).map(([set, column]) => ({ name: set, values: column }));
  const charts = [
    { label: name, x, series: [{ name, values }], height: 240 },
    { label: "Degrees of membership", x, series: degrees, height: 240 },
  ];
  const bodies = renderStackedCharts(charts);
  return charts.map(({ label }, index) => ({ title: label, body: bodies[index] }));
}

function renderParameters({ set }: ChosenFuzzySet): string {
  return renderHtmlTable({
    columns: [{ title: "Membership function" }, { title: "Type" }, { title: "Parameters", align: "right" }],
    rows: set.memberships.map(({ name, type, parameters }) => [name, type, parameters.join(", ")]),
  });
}
