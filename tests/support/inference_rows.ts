import type { FeatureMatrix } from "../../lib/engine/domain/features.ts";

/** Rows × features as float32, row after row, as a network reads them: NaN stays, so that no decision is made on it. */
export function toInferenceRows({ rows, columns }: FeatureMatrix): Float32Array {
  const width = columns.length;
  return Float32Array.from(
    { length: rows * width },
    (_, place) => columns[place % width][Math.floor(place / width)],
  );
}
