import { assert, assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { findIndicatorType, indicatorTypes } from "../../lib/strategy/indicator_catalog.ts";
import { changeBase } from "./problem_table.ts";

interface RecordedType {
  names: string[];
  outputs: string[];
  defaults: Record<string, unknown>;
}

interface RecordedCheck {
  indicator: string;
  /** JSON text, in which `14.0` is still written so. */
  parameters: string;
  accepted: boolean;
  resolved?: Record<string, unknown>;
}

async function readGolden<T>(name: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(`../golden/strategy/${name}.json`, import.meta.url)));
}

Deno.test("indicatorTypes are the recorded types, with their names, outputs and defaults", async () => {
  const recorded = await readGolden<Record<string, RecordedType>>("indicator_types");
  assertEquals(indicatorTypes.map((type) => type.name), Object.keys(recorded).sort());
  for (const type of indicatorTypes) {
    const { names, outputs, defaults } = recorded[type.name];
    assertEquals([type.name, ...type.aliases].sort(), names.toSorted());
    assertEquals(type.outputs, outputs.length === 0 ? ["value"] : outputs);
    assertEquals(
      Object.fromEntries(type.parameters.map((one) => [one.name, one.default])),
      defaults,
      type.name,
    );
  }
});

Deno.test("findIndicatorType() takes aliases and class names in any case", () => {
  assertEquals(findIndicatorType("SMA")?.name, "simplemovingaverage");
  assertEquals(findIndicatorType("RSIIndicator")?.name, "rsi");
  assertEquals(findIndicatorType("williams_r"), null);
});

Deno.test("checkStrategy() accepts and refuses the recorded parameters", async (test) => {
  // Parameters that KTRDR drops, or stumbles over only when it computes, are refused at once.
  const stricter = ['{"bogus":1}', '{"source":"price"}'];
  for (
    const { indicator, parameters, accepted, resolved } of await readGolden<RecordedCheck[]>(
      "parameter_checks",
    )
  ) {
    await test.step(`${indicator} ${parameters}`, () => {
      const written = parameters.replace(/^\{/, `{ "type": "${indicator}", `).replaceAll(":", ": ");
      const text = changeBase("indicators:", `indicators:\n  probe: ${written}`);
      const { strategy, problems } = checkStrategy(text);
      const isAccepted = !problems.some((problem) => problem.severity === "error");
      assertEquals(isAccepted, accepted && !stricter.includes(parameters), JSON.stringify(problems));
      if (isAccepted && resolved !== undefined) assertEquals(strategy?.indicators[0].parameters, resolved);
    });
  }
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
