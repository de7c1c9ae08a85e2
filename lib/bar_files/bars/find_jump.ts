import type { Bars } from "../../engine/domain/bars.ts";

/** Ratios of splits and of their reversals. */
const ratios = [1 / 2, 1 / 3, 2 / 3, 1 / 4, 1 / 5, 1 / 7, 1 / 10, 1 / 20, 2, 3, 4, 5, 10, 20];
const tolerance = 0.02;

/** A price that goes on as after a split. */
interface PriceJump {
  /** Of the bar after it, milliseconds since the epoch. */
  readonly time: number;
  /** Its open divided by the close before. */
  readonly ratio: number;
}

/** The first step from a close to the next open that is near the ratio of a split; undefined where there is none. */
export function findJump({ time, open, close }: Bars): PriceJump | undefined {
  for (let bar = 1; bar < time.length; bar++) {
    const ratio = open[bar] / close[bar - 1];
    if (!(ratio > 0 && close[bar - 1] > 0) || (ratio > 0.7 && ratio < 1.9)) continue;
    if (ratios.some((known) => Math.abs(ratio / known - 1) < tolerance)) return { time: time[bar], ratio };
  }
  return undefined;
}
