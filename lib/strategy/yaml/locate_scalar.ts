import type { Scalar } from "yaml";
import type { LocatedScalar } from "./located_node.ts";
import type { Position } from "../strategy_problem.ts";

/** Gives a YAML scalar its type, value and place. */
export function locateScalar(scalar: Scalar, position: Position): LocatedScalar {
  const { value } = scalar;
  const text = scalar.source ?? String(value);
  if (typeof value === "string" || isLetterBoolean(scalar)) {
    const written = typeof value === "string" ? value : text;
    return { kind: "scalar", type: "text", value: written, text: written, position };
  }
  if (typeof value === "boolean") return { kind: "scalar", type: "boolean", value, text, position };
  if (typeof value === "number") {
    const type = isWrittenWhole(text) ? "integer" : "decimal";
    return { kind: "scalar", type, value, text, position };
  }
  if (value instanceof Date) return { kind: "scalar", type: "date", value: text, text, position };
  return { kind: "scalar", type: "null", value: null, text, position };
}

/** YAML 1.1 has `y` and `n` as booleans, but the usual readers take them for text. */
function isLetterBoolean(scalar: Scalar): boolean {
  return typeof scalar.value === "boolean" && scalar.source?.length === 1;
}

function isWrittenWhole(text: string): boolean {
  return /^[-+]?0x/i.test(text) || !/[.e]/i.test(text);
}
