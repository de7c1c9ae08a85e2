import { formatNumber, type OptionalNumber } from "../lib/output/format.ts";

/** Six decimals for most losses; squared errors of returns are so small that they need more. */
const usualDigits = 6;
const digitsOfSmall = 8;
const smallLoss = 0.01;

/** A loss with the decimals it needs, or with the {@linkcode lossDigits} of all it stands among. */
export function formatLoss(loss: OptionalNumber, digits: number = lossDigits([loss])): string {
  return formatNumber(loss, digits);
}

/** How many decimals some losses need, to be told apart. */
export function lossDigits(losses: Iterable<OptionalNumber>): number {
  let largest = 0;
  for (const loss of losses) largest = Math.max(largest, Math.abs(loss ?? 0));
  return largest > 0 && largest < smallLoss ? digitsOfSmall : usualDigits;
}
