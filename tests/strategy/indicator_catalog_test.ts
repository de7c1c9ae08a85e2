import { assert, assertEquals } from "@std/assert";
import { findIndicatorType, indicatorTypes } from "../../lib/strategy/indicator_catalog.ts";

Deno.test("findIndicatorType() takes aliases and class names in any case", () => {
  assertEquals(findIndicatorType("SMA")?.name, "simplemovingaverage");
  assertEquals(findIndicatorType("RSIIndicator")?.name, "rsi");
  assertEquals(findIndicatorType("williams_r"), null);
});

Deno.test("indicatorTypes have defaults within their own ranges", () => {
  for (const { name, parameters } of indicatorTypes) {
    for (const parameter of parameters) {
      if (typeof parameter.default !== "number") continue;
      const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = parameter;
      const value = parameter.default;
      assert(value >= minimum && value <= maximum && value > exclusiveMinimum, `${name}.${parameter.name}`);
    }
  }
});
