import { assert } from "@std/assert";
import type { IndicatorOutputs } from "../../lib/indicators/compute_indicator.ts";

/** The output `name`; fails when there is none. */
export function outputColumn(outputs: IndicatorOutputs, name = "value"): Float64Array {
  const column = outputs.get(name);
  assert(column !== undefined, `output ${name} is missing`);
  return column;
}
