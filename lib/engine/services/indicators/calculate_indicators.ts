/**
 * Indicators over stored bars.
 * @module
 */
import type * as z from "zod";
import type { indicatorCalculateRequestSchema } from "../../../contract/indicator.ts";
import { computeIndicator, type IndicatorOutputs } from "../../../indicators/compute_indicator.ts";
import { type AnalysisBars, readAnalysisBars } from "../bars/analysis_bars.ts";
import type { Engine } from "../engine.ts";
import { findIndicator, type IndicatorListing } from "./indicator_listings.ts";
import { readIndicatorParameters, type RequestedParameters } from "./indicator_parameters.ts";
import { requireFeasible } from "./require_feasible.ts";
import { refuseImpossible } from "./refuse_impossible.ts";
import { valueError } from "../service_error.ts";

type CalculateRequest = z.output<typeof indicatorCalculateRequestSchema>;

/** Indicators over bars. */
export interface CalculatedIndicators extends AnalysisBars {
  /** By column name, each as long as the bars; NaN where there is no value. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  readonly warnings: readonly string[];
}

interface RequestedIndicator extends RequestedParameters {
  readonly listing: IndicatorListing;
  /** Name of its columns. */
  readonly name: string;
}

/**
 * Calculates indicators from the first bar of the period on. A column is called `output_name`, else `<id>_<period>`, else
 * `<id>`; an indicator of several outputs has a column `<name>.<output>` each and its main one as `<name>` too.
 *
 * Throws a 400 for an indicator, parameter or date that cannot be taken, and for too few bars or too many values; a 404
 * where there are no bars; a 422 for names that occur twice.
 */
export async function calculateIndicators(
  engine: Engine,
  request: CalculateRequest,
): Promise<CalculatedIndicators> {
  const indicators = request.indicators.map(readIndicator);
  const found = await readAnalysisBars(engine, request);
  requireFeasible({
    bars: found.bars.time.length,
    columns: indicators.reduce((count, { listing: { type } }) => count + type.outputs.length, 0),
  });
  const columns = new Map<string, Float64Array>();
  for (const [index, { listing: { type }, name, parameters }] of indicators.entries()) {
    const outputs = refuseImpossible(() => computeIndicator(found.bars, { type: type.name, parameters }));
    for (const [column, values] of nameColumns(name, outputs)) {
      if (columns.has(column)) throw refuseName(column, index);
      columns.set(column, values);
    }
  }
  const low = found.bars.low.reduce((count, price) => count + (price <= 0 ? 1 : 0), 0);
  const divided = low === 0 ? [] : indicators.filter(({ listing: { type } }) => type.dividesByPrices);
  return {
    ...found,
    columns,
    warnings: [
      ...indicators.flatMap(({ warnings }) => warnings),
      ...divided.map(({ listing: { type } }) =>
        `${type.name} divides by prices, and ${low} of ${found.bars.low.length} bars have prices of 0 or below: ` +
        "its values mean nothing there"
      ),
    ],
  };
}

function readIndicator(indicator: CalculateRequest["indicators"][number]): RequestedIndicator {
  const { id, parameters: given, output_name } = indicator;
  const listing = findIndicator(id);
  const period = given.period ?? null;
  const name = output_name || (period === null ? id : `${id}_${period}`);
  return { listing, name, ...readIndicatorParameters(listing, given) };
}

function* nameColumns(name: string, outputs: IndicatorOutputs): Generator<[string, Float64Array]> {
  const [[, main], ...others] = outputs;
  yield [name, main];
  if (others.length === 0) return;
  for (const [output, values] of outputs) yield [`${name}.${output}`, values];
}

function refuseName(column: string, index: number) {
  return valueError(
    `body -> indicators -> ${index} -> output_name`,
    `Several columns would be called "${column}"; give each indicator an output_name of its own`,
  );
}
