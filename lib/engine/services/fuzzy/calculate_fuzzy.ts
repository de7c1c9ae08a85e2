/**
 * An indicator over stored bars, fuzzified with the fuzzy sets of the request.
 * @module
 */
import type * as z from "zod";
import type { fuzzyCalculateRequestSchema } from "../../../contract/fuzzy.ts";
import { sliceBars } from "../../domain/bars.ts";
import { degreeFunction, type MembershipFunction } from "../../domain/fuzzy.ts";
import { type AnalysisBars, readAnalysisBars } from "../bars/analysis_bars.ts";
import { type FuzzifiedIndicator, fuzzifyIndicator, type NamedMembership } from "./compute_memberships.ts";
import type { Engine } from "../engine.ts";
import { findIndicator, type IndicatorListing } from "../indicators/indicator_listings.ts";
import { readIndicatorParameters, type RequestedParameters } from "../indicators/indicator_parameters.ts";
import { requireFeasible } from "../indicators/require_feasible.ts";
import { codedDetailError } from "../service_error.ts";

type FuzzyRequest = z.output<typeof fuzzyCalculateRequestSchema>;

/** A fuzzified indicator, what it is, and the bars it is of. */
export interface FuzzyCalculationResult extends AnalysisBars, FuzzifiedIndicator, RequestedParameters {
  readonly indicator: IndicatorListing;
  /** The output that was fuzzified. */
  readonly output: string;
}

/**
 * Calculates an indicator and the degrees of its values. With `limit` only the newest so many bars are given; they are
 * calculated from the first bar of the period on all the same.
 *
 * Throws a 400 for an indicator, parameter, output, membership function or date that cannot be taken, and for too few
 * bars or too many values; a 404 where there are no bars.
 */
export async function calculateFuzzy(
  engine: Engine,
  request: FuzzyRequest,
): Promise<FuzzyCalculationResult> {
  const indicator = findIndicator(request.indicator.type);
  const { type } = indicator;
  const requested = readIndicatorParameters(indicator, request.indicator.parameters);
  const output = readOutput(indicator, request.indicator.output ?? type.outputs[0]);
  const memberships = Object.entries(request.fuzzy_sets).map(readMembership);
  const found = await readAnalysisBars(engine, request);
  const bars = found.bars.time.length;
  const first = Math.max(0, bars - (request.limit ?? bars));
  requireFeasible({ bars, columns: type.outputs.length });
  requireFeasible({ bars: bars - first, columns: 1 + memberships.length });
  const fuzzified = fuzzifyIndicator(found.bars, {
    indicator: { type: type.name, parameters: requested.parameters },
    output,
    memberships,
    first,
  });
  return {
    ...requested,
    indicator,
    output,
    ...found,
    ...fuzzified,
    bars: sliceBars(found.bars, first, bars),
  };
}

function readOutput({ id, type }: IndicatorListing, output: string): string {
  if (type.outputs.includes(output)) return output;
  const outputs = type.outputs.join(", ");
  throw codedDetailError(400, {
    code: "CONFIG-UnknownOutput",
    message: `${id} has no output "${output}", expected ${
      type.outputs.length === 1 ? "" : "one of "
    }${outputs}`,
    details: { output, available: type.outputs },
  });
}

const membershipTypes: readonly MembershipFunction["type"][] = ["triangular", "trapezoidal", "gaussian"];

/** In any case, also with `mf` behind the type, as in a strategy file. */
function readMembership([name, { type: written, parameters }]: [string, FuzzyRequest["fuzzy_sets"][string]]) {
  const wanted = written.toLowerCase().replace(/mf$/, "");
  const type = membershipTypes.find((known) => known === wanted);
  if (type === undefined) {
    throw refuseMembership(
      name,
      `has the unknown type "${written}", expected one of ${membershipTypes.join(", ")}`,
    );
  }
  const membership: NamedMembership = { name, type, parameters };
  try {
    degreeFunction(membership);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuseMembership(name, `is wrong: ${error.message}`);
  }
  return membership;
}

function refuseMembership(name: string, problem: string) {
  return codedDetailError(400, {
    code: "CONFIG-InvalidMembershipFunction",
    message: `The fuzzy set "${name}" ${problem}`,
    details: { fuzzy_set: name },
  });
}
