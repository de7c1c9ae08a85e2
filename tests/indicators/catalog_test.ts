import { computeIndicator } from "../../lib/indicators/compute_indicator.ts";
import { readGoldenSeries } from "../support/golden_series.ts";
import { assert, assertEquals } from "@std/assert";
import { findIndicatorType, indicatorTypes } from "../../lib/indicators/catalog.ts";

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

Deno.test("indicatorTypes are in the order of their names, and all that have been recorded are among them", () => {
  const names = indicatorTypes.map(({ name }) => name);
  assertEquals(names, names.toSorted());
  const golden = new URL("../golden/indicators/", import.meta.url);
  const recorded = [...Deno.readDirSync(golden)].map((file) => file.name.replace(/\.json$/, ""));
  assertEquals(recorded.filter((name) => !names.includes(name)), []);
});

Deno.test("an indicator is a file in the folder of its category", async () => {
  for (const { category, title } of indicatorTypes) {
    const folder = new URL(`../../lib/indicators/${category}/`, import.meta.url);
    const texts = await Promise.all(
      [...Deno.readDirSync(folder)].map((file) => Deno.readTextFile(new URL(file.name, folder))),
    );
    const own = texts.filter((text) => text.includes(`title: "${title}"`));
    assertEquals(own.map((text) => text.match(/defineIndicator\(/g)?.length), [1], title);
  }
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
