/**
 * What a valid strategy may ask for and this engine cannot do.
 * @module
 */
import type { Strategy } from "../../strategy/strategy.ts";
import { supportedIndicators } from "../domain/indicators/compute_indicator.ts";
import { detailError } from "./service_error.ts";

/** One thing the engine cannot do. */
export interface UnsupportedPart {
  /** Part of the strategy. */
  readonly category: "indicators" | "model" | "training" | "structure";
  /** A sentence without a final period. */
  readonly message: string;
}

/** Everything in a strategy that keeps this engine from training it. */
export function findUnsupported(strategy: Strategy): UnsupportedPart[] {
  return [
    ...findUnsupportedData(strategy),
    ...strategy.indicators.flatMap(({ id, type, dataSource }) => [
      ...(supportedIndicators.includes(type)
        ? []
        : [notYet("indicators", `Indicator type "${type}" (${id})`)]),
      ...(dataSource === null
        ? []
        : [notYet("indicators", `Context data "${dataSource}" (indicator ${id})`)]),
    ]),
    ...(strategy.model.type === "mlp" ? [] : [notYet("model", `Model type "${strategy.model.type}"`)]),
    ...findUnsupportedLabels(strategy),
  ];
}

/** Throws a 400 that names everything in a strategy that keeps this engine from training it. */
export function requireSupported(strategy: Strategy, symbols: readonly string[]): void {
  const parts = findUnsupported({ ...strategy, symbols });
  if (parts.length === 0) return;
  throw detailError(400, parts.map((part) => part.message).join("; "));
}

function findUnsupportedData({ symbols, timeframes }: Strategy): UnsupportedPart[] {
  const parts: UnsupportedPart[] = [];
  if (symbols.length > 1) {
    parts.push(notYet("structure", `Training on several symbols (${symbols.join(", ")})`));
  }
  if (timeframes.length > 1) {
    parts.push(notYet("structure", `Training on several timeframes (${timeframes.join(", ")})`));
  }
  return parts;
}

function findUnsupportedLabels({ training }: Strategy): UnsupportedPart[] {
  const { source } = training.labels;
  if (source === "context" || source === "regime") return [notYet("training", `Label source "${source}"`)];
  return [];
}

function notYet(category: UnsupportedPart["category"], what: string): UnsupportedPart {
  return { category, message: `${what} is not yet in the embedded engine` };
}
