/**
 * Values of operations as they are compared: null where one is not told.
 * @module
 */
import type { ComparedOperation } from "./result_view.ts";

/** What an operation was asked, or its result. */
type Fields = Readonly<Record<string, unknown>>;

/** `model` is the id of the model, or its path on a server that knows no ids. */
export function describeModel(result: Fields, parameters: Fields): ComparedOperation {
  const path = textOf(result.model_path ?? parameters.model_path);
  return { model: textOf(result.model_id ?? parameters.model_id) ?? path, model_path: path };
}

/** A time without the clock at midnight, as one server writes it and another does not. */
export function dateOf(value: unknown): string | null {
  return textOf(value)?.replace(/T00:00:00(\.0+)?(Z|[+-]00:?00)?$/, "") ?? null;
}

/** A text that is not empty; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A number; null for anything else. */
export function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
