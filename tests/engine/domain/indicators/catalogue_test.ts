import { assertEquals } from "@std/assert";
import {
  computeIndicator,
  supportedIndicators,
} from "../../../../lib/engine/domain/indicators/compute_indicator.ts";
import { indicatorTypes } from "../../../../lib/strategy/indicator_types.ts";
import { readGoldenSeries } from "../../../support/golden_series.ts";

Deno.test("the engine computes every indicator that a strategy can name, and no other", () => {
  assertEquals(supportedIndicators, indicatorTypes.map(({ name }) => name).sort());
});

Deno.test("computeIndicator() gives the outputs of the catalogue, in its order, with its defaults", () => {
  const bars = readGoldenSeries("edge");
  for (const { name, parameters, outputs } of indicatorTypes) {
    const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
    const columns = computeIndicator(bars, { type: name, parameters: defaults });
    assertEquals([...columns.keys()], outputs, name);
    for (const [output, column] of columns) {
      assertEquals(column.length, bars.close.length, `${name}.${output}`);
    }
  }
});
