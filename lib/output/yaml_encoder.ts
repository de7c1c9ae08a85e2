import { stringify } from "yaml";
import type { OutputEncoder } from "./encoder.ts";

/** One YAML document, with exactly what JSON would tell. */
export const yamlEncoder: OutputEncoder = {
  result: ({ value }) => yamlText(value),
  error: (report) => yamlText(report),
};

function yamlText(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? "null");
  return stringify(plain, { lineWidth: 0 }).replace(/\n$/, "");
}
