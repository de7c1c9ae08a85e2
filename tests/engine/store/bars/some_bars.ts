/**
 * Bars to store.
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import type { Bars } from "../../../../lib/engine/domain/bars.ts";
import type { BarStore, NewBarChange } from "../../../../lib/engine/store/store.ts";

/** The series of the tests. */
export const name = { symbol: "EURUSD", timeframe: "1h" };
/** The change that they make. */
export const change: NewBarChange = { kind: "import", source: { file: "eurusd.csv" } };

/** Bars whose prices tell their time and the import that they came with. */
export function bars(times: readonly number[], price: number): Bars {
  const column = (offset: number) => Float64Array.from(times, (time) => price + offset + time / 1000);
  return {
    time: Float64Array.from(times),
    open: column(0),
    high: column(2),
    low: column(-2),
    close: column(1),
    volume: column(100),
  };
}

/** Adds bars at some times. */
export function add(store: BarStore, times: readonly number[], price: number) {
  return store.merge(name, bars(times, price), { change });
}

/** A turn in which nobody else comes. */
export function pause(): Promise<void> {
  return Promise.resolve();
}

/** Chunks of a home that nobody sees. */
export function countHidden(home: string): unknown {
  using database = new DatabaseSync(`${home}/ktrdr.db`);
  return database.prepare("SELECT count(*) AS count FROM bar_chunks WHERE state = 0").get()?.count;
}

/** Numbers from one on. */
export function range(first: number, count: number, step = 1): number[] {
  return Array.from({ length: count }, (_, index) => first + index * step);
}
