/**
 * Reads what is recorded under tests/golden: price series and JSON cases.
 * @module
 */
import { type Bars, sliceBars } from "../../lib/engine/domain/bars.ts";

const folder = new URL("../golden/", import.meta.url);

/** Recordings by their paths below tests/golden. */
export interface GoldenFiles {
  /** The names of a folder's JSON files, without their ending, sorted. */
  list(folder: string): readonly string[];
  /** The parsed JSON file. */
  read<T>(path: string): T;
}

/** The recordings as they are. */
export const goldenFiles: GoldenFiles = {
  list: (name) => {
    const files = [...Deno.readDirSync(new URL(`${name}/`, folder))].map((file) => file.name);
    return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5)).sort();
  },
  read: (path) => JSON.parse(Deno.readTextFileSync(new URL(path, folder))),
};

/** The bars of tests/golden/series/`name`.csv. */
export function readGoldenSeries(name: string): Bars {
  const lines = Deno.readTextFileSync(new URL(`series/${name}.csv`, folder)).trim().split("\n").slice(1);
  const cells = lines.map((line) => line.split(","));
  const column = (index: number) => Float64Array.from(cells, (row) => Number(row[index]));
  return {
    time: Float64Array.from(cells, (row) => Date.parse(row[0])),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** Reads each series once. */
export function openGoldenSeries(): (name: string) => Bars {
  const known = new Map<string, Bars>();
  return (name) => {
    const bars = known.get(name) ?? readGoldenSeries(name);
    known.set(name, bars);
    return bars;
  };
}

/** The bars of a period: both dates inclusive, a date is midnight UTC. */
export function barsBetween(bars: Bars, period: { start_date: string; end_date: string }): Bars {
  const [start, end] = [Date.parse(period.start_date), Date.parse(period.end_date)];
  const first = bars.time.findIndex((time) => time >= start);
  const past = bars.time.findIndex((time) => time > end);
  return sliceBars(bars, first, past < 0 ? bars.time.length : past);
}
