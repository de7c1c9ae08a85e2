import type { ComputeOptions } from "../indicator/series_options.ts";
import type { FuzzyCalculation } from "../../lib/contract/fuzzy.ts";
import { formatNumber, formatPrice, formatTimestamp, priceDigits } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import { withUnit } from "../../lib/output/text.ts";
import type { Context } from "../program/context.ts";
import { checkRows, rowsInTable, rowsToFetch } from "../indicator/choose_rows.ts";
import { encodeRows } from "../indicator/encode_rows.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import { writeOutputFile } from "../program/write_output_file.ts";
import { chooseFuzzySet, type FuzzySetWish } from "./choose_fuzzy_set.ts";
import { fuzzifyBars } from "./fuzzify_bars.ts";

/** What `fuzzy compute` takes. */
type ComputeFuzzyOptions = FuzzySetWish & ComputeOptions;

/** `ktrdr fuzzy compute`: the degrees of an indicator's values in a fuzzy set, over the bars of a symbol. */
export async function computeFuzzy(
  context: Context,
  symbol: string,
  options: ComputeFuzzyOptions,
): Promise<void> {
  checkRows(options.rows);
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const period = parsePeriod(options);
  const chosen = await chooseFuzzySet(context, options);
  const { outputFile, format } = options;
  const calculation = await fuzzifyBars(context, { ...series, period, chosen, rows: rowsToFetch(options) });
  const rows = toFuzzyRows(calculation, chosen.name);
  const sets = Object.keys(calculation.memberships);
  const keys = ["timestamp", chosen.name, ...sets.map((set) => `fuzzy_${set}`)];
  const value = { fuzzy_set: chosen.set.id, name: chosen.name, ...calculation };
  if (outputFile !== undefined) {
    const text = encodeRows({ value, rows, keys }, {
      path: outputFile,
      format,
      isRaw: context.options.csvRaw,
    });
    await writeOutputFile(context.host, { path: outputFile, text });
    context.printer.note(`Wrote ${withUnit(rows.length, "rows")} to '${outputFile}'`);
  }
  const shown = options.rows ?? rowsInTable;
  context.printer.result(
    value,
    (style) => renderDegrees(calculation, { name: chosen.name, shown, style }),
    { rows, keys },
  );
}

/** One row a bar, under the names that scripts know. */
function toFuzzyRows({ dates, values, memberships }: FuzzyCalculation, name: string): object[] {
  const sets = Object.entries(memberships);
  return dates.map((timestamp, bar) => ({
    timestamp,
    [name]: values[bar] ?? null,
    ...Object.fromEntries(sets.map(([set, degrees]) => [`fuzzy_${set}`, degrees[bar] ?? null])),
  }));
}

function renderDegrees(
  { dates, values, memberships }: FuzzyCalculation,
  { name, shown, style }: { name: string; shown: number; style: Style },
): string {
  const sets = Object.entries(memberships).map(([set, degrees]) => ({ set, degrees: degrees.slice(-shown) }));
  const newest = values.slice(-shown);
  const digits = priceDigits(newest);
  return renderTable({
    columns: [
      { title: "DATE" },
      ...[name, ...sets.map(({ set }) => set)].map((title) => ({ title, align: "right" as const })),
    ],
    rows: dates.slice(-shown).map((date, row) => [
      formatTimestamp(date),
      formatPrice(newest[row], digits),
      ...sets.map(({ degrees }) => formatNumber(degrees[row], 3)),
    ]),
    style,
  });
}
