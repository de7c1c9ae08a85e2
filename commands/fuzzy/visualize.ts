import { checkDrawing, type DrawOptions } from "../indicator/series_options.ts";
import { membershipCurve } from "../../lib/strategy/membership_curve.ts";
import type { FuzzyCalculation } from "../../lib/contract/fuzzy.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { chooseFuzzySet, type ChosenFuzzySet, type FuzzySetWish } from "./choose_fuzzy_set.ts";
import { fuzzifyBars } from "./fuzzify_bars.ts";
import { renderFuzzySet } from "./render_fuzzy_set.ts";
import { renderFuzzyPage } from "./render_fuzzy_page.ts";

/** What `fuzzy visualize` takes. */
type VisualizeFuzzyOptions = FuzzySetWish & DrawOptions;

/** `ktrdr fuzzy visualize`: the membership functions of a fuzzy set, and what they make of the bars of a symbol. */
export async function visualizeFuzzy(
  context: Context,
  symbol: string | undefined,
  options: VisualizeFuzzyOptions,
): Promise<void> {
  checkDrawing(options);
  const { outputFile, show } = options;
  const period = parsePeriod(options);
  const series = symbol === undefined
    ? undefined
    : { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const chosen = await chooseFuzzySet(context, options);
  const bars = series === undefined
    ? undefined
    : await fuzzifyBars(context, { ...series, period, chosen, rows: options.rows });
  if (outputFile !== undefined) {
    await writeOutputFile(context.host, { path: outputFile, text: renderFuzzyPage(chosen, bars) });
    context.printer.note(`Wrote a chart of fuzzy set '${chosen.set.id}' to '${outputFile}'`);
  }
  context.printer.result(
    toValue(chosen, { bars, outputFile }),
    (style) => show ? renderFuzzySet(chosen, { bars, style, width: context.width ?? 100 }) : `${outputFile}`,
    { rows: chosen.set.memberships },
  );
}

function toValue(
  { set, name, type, parameters }: ChosenFuzzySet,
  { bars, outputFile }: { bars: FuzzyCalculation | undefined; outputFile: string | undefined },
): object {
  return {
    fuzzy_set: set.id,
    name,
    indicator: { type, parameters, output: set.output },
    membership_functions: set.memberships.map((one) => ({ ...one, curve: membershipCurve(one) })),
    bars: bars ?? null,
    output_file: outputFile ?? null,
  };
}
