/** Which rows are meant. */
export interface RowRange {
  readonly first: number;
  /** Row after the last one. */
  readonly end: number;
}

/** The rows that a network reads, made when they are needed, so that they are never in memory all together. */
export interface RowSource {
  readonly count: number;
  /** Writes rows, one behind the other, to the start of `into`. */
  write(into: Float32Array, range: RowRange): void;
}
