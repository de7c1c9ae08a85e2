/**
 * The parameters that a request gives an indicator.
 * @module
 */
import { safeParse } from "zod/v4/core";
import { parameterRule } from "../../../strategy/checks/indicator_rules.ts";
import { suggestionHint } from "../../../strategy/suggest_name.ts";
import type { IndicatorParameters } from "../../../indicators/indicator.ts";
import type { IndicatorListing } from "./indicator_listings.ts";
import { codedDetailError } from "../service_error.ts";

/** Clients send these two to every indicator, whether it has them or not. */
const sentToAll = ["period", "source"];

/** Parameters to compute with. */
export interface RequestedParameters {
  /** All of them, with the defaults of those that were not given. */
  readonly parameters: IndicatorParameters;
  /** What was given without effect. */
  readonly warnings: readonly string[];
}

interface ParameterProblem {
  readonly type: string;
  readonly loc: readonly [string];
  readonly msg: string;
  readonly input: unknown;
}

/**
 * Checks the parameters of a request and fills in defaults. Throws a 400 that names every wrong one, and every unknown
 * one but `period` and `source`: those change nothing for an indicator without them, and a warning says so.
 */
export function readIndicatorParameters(
  { id, type }: IndicatorListing,
  given: Readonly<Record<string, unknown>>,
): RequestedParameters {
  const problems: ParameterProblem[] = [];
  const parameters = Object.fromEntries(type.parameters.map((parameter) => {
    const value = given[parameter.name] ?? parameter.default;
    const { schema, expected } = parameterRule(parameter);
    const parsed = safeParse(schema, value);
    if (parsed.success) return [parameter.name, parsed.data];
    const msg = `must be ${expected}, got ${JSON.stringify(value)}`;
    problems.push({ type: "value_error", loc: [parameter.name], msg, input: value });
    return [parameter.name, parameter.default];
  }));
  const names = type.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  for (const name of unknown.filter((one) => !sentToAll.includes(one))) {
    const hint = suggestionHint(name, names);
    const msg = `is not a parameter of ${type.name}${hint === undefined ? "" : `. ${hint}`}`;
    problems.push({ type: "extra_forbidden", loc: [name], msg, input: given[name] });
  }
  if (problems.length > 0) throw refuse(id, problems);
  const warnings = unknown.map((name) => `${id} has no parameter "${name}": it changes nothing`);
  return { parameters, warnings };
}

function refuse(id: string, problems: readonly ParameterProblem[]) {
  const list = problems.map(({ loc: [name], msg }) => `"${name}" ${msg}`).join("; ");
  return codedDetailError(400, {
    code: "INDICATOR-InvalidParameters",
    message: `Invalid parameters for ${id}: ${list}`,
    details: { validation_errors: problems },
  });
}
