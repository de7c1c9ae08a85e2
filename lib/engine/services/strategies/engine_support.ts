/**
 * What a valid strategy may ask for and this engine cannot do.
 * @module
 */
import type { Strategy } from "../../../strategy/strategy.ts";
import { detailError } from "../service_error.ts";

/** One thing the engine cannot do. */
interface UnsupportedPart {
  /** Part of the strategy. */
  readonly category: "indicators";
  /** A sentence without a final period. */
  readonly message: string;
}

/** Everything in a strategy that keeps this engine from training it: indicators of data beside the symbol's bars. */
export function findUnsupported({ indicators }: Strategy): UnsupportedPart[] {
  return indicators.flatMap(({ id, dataSource }) =>
    dataSource === null ? [] : [{
      category: "indicators",
      message: `Context data "${dataSource}" (indicator ${id}) is not yet in the embedded engine`,
    }]
  );
}

/** Throws a 400 that names everything in a strategy that keeps this engine from training it. */
export function requireSupported(strategy: Strategy): void {
  const parts = findUnsupported(strategy);
  if (parts.length === 0) return;
  throw detailError(400, parts.map((part) => part.message).join("; "));
}
