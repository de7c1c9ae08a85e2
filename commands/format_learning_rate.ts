import type { OptionalNumber } from "../lib/output/format.ts";

/** A learning rate without the noise of a 32-bit float: `0.001`, `0.000125`, `1e-7`; "-" where there is none. */
export function formatLearningRate(rate: OptionalNumber): string {
  return typeof rate === "number" ? String(Number(rate.toPrecision(6))) : "-";
}
