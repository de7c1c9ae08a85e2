import { stringify } from "yaml";
import type { OutputEncoder } from "./output_encoder.ts";
import { jsonLine } from "./json_line.ts";

/** One YAML document, with exactly what JSON would tell. */
export const yamlEncoder: OutputEncoder = {
  result: ({ value }) => yamlText(value),
  error: (report) => yamlText(report),
};

function yamlText(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? "null");
  try {
    return stringify(plain, { lineWidth: 0 }).replace(/\n$/, "");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested too deeply for the writer's recursion. JSON is YAML too.
    return jsonLine(plain);
  }
}
