import {
  camelCase,
  type Files,
  pascalCase,
  type ReadFile,
  requireFile,
  ScaffoldError,
  wordsOf,
} from "./new_files.ts";

const catalogPath = "lib/indicators/catalog.ts";

/** The folders of `lib/indicators` that have indicators in them. */
export const categories = ["trend", "momentum", "volatility", "volume", "multi_purpose"] as const;

/**
 * An indicator that gives the close back, its row in the catalogue, and a test that fails until it is another one. Throws
 * ScaffoldError for an unknown category, and for a name that is taken.
 */
export function newIndicator(read: ReadFile, { category, name }: { category: string; name: string }): Files {
  if (!categories.some((known) => known === category)) {
    throw new ScaffoldError(`"${category}" is no category, expected one of ${categories.join(", ")}`);
  }
  const words = wordsOf(name);
  const [file, constant, title] = [words.join("_"), camelCase(words), words.join(" ")];
  const path = `lib/indicators/${category}/${file}.ts`;
  if (read(path) !== undefined) throw new ScaffoldError(`${path} is there already`);
  return new Map([
    [path, indicatorText({ category, constant, title, id: `${pascalCase(words)}Indicator` })],
    [`tests/indicators/${file}_test.ts`, testText({ title, type: words.join("") })],
    [catalogPath, addToCatalog(requireFile(read, catalogPath), { constant, file, category })],
  ]);
}

function indicatorText(
  { category, constant, title, id }: { category: string; constant: string; title: string; id: string },
): string {
  return `import { defineIndicator, type Indicator, singleOutput } from "../indicator.ts";
import { source, whole } from "../parameter_shapes.ts";
import { sourceColumn, wholeParameter } from "../read_parameters.ts";

/**
 * ${title}: the formula, and where it is from. Parameters \`period\`, \`source\`. Which values are NaN.
 */
export const ${constant}: Indicator = defineIndicator("${id}", {
  category: "${category}",
  title: "${title}",
  description: "${title}",
  parameters: { period: whole(14, [2, 200]), source },
  minimumBars: (parameters) => wholeParameter(parameters, "period"),
  compute: (bars, parameters) => singleOutput(sourceColumn(bars, parameters).slice()),
});
`;
}

function testText({ title, type }: { title: string; type: string }): string {
  return `import { assertEquals } from "@std/assert";
import { computeIndicator } from "../../lib/indicators/compute_indicator.ts";
import { barsFrom } from "../engine/domain/labels/bars_from.ts";
import { outputColumn } from "./output_column.ts";

Deno.test("${title} has the values that somebody else has computed", () => {
  const bars = barsFrom([[10, 11, 9, 10], [10, 12, 10, 11], [11, 13, 11, 12]]);
  const outputs = computeIndicator(bars, { type: "${type}", parameters: { period: 2, source: "close" } });
  const expected: number[] = [];
  assertEquals([...outputColumn(outputs)], expected);
});
`;
}

/** Imports stand in the order of their files. */
function addToCatalog(
  text: string,
  { constant, file, category }: { constant: string; file: string; category: string },
): string {
  const line = `import { ${constant} } from "./${category}/${file}.ts";`;
  const lines = text.split("\n");
  const pathOf = (entry: string) => /from "\.\/(.*)"/.exec(entry)?.[1] ?? "";
  const imports = lines.flatMap((entry, index) => /^import \{ \w+ \}/.test(entry) ? [index] : []);
  const before = imports.find((index) => pathOf(lines[index]) > pathOf(line)) ??
    imports[imports.length - 1] + 1;
  lines.splice(before, 0, line);
  const end = lines.findIndex((entry) => entry.startsWith("].toSorted("));
  lines.splice(end, 0, `  ${constant},`);
  return lines.join("\n");
}
