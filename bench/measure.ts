/**
 * What the benchmarks share: synthetic bars, fair times on a machine that has other things to do, and Python.
 * @module
 */
import type { Bars } from "../lib/engine/domain/bars.ts";
import { RandomGenerator } from "../lib/engine/domain/network/random_generator.ts";

const minute = 60_000;

/** Bars of a price that walks at random, a minute each; the same ones every time. */
export function walkBars(count: number): Bars {
  const generator = new RandomGenerator(7);
  const column = () => new Float64Array(count);
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 100;
  for (let bar = 0; bar < count; bar++) {
    const open = price;
    price *= 1 + 0.002 * (generator.nextDouble() - 0.5);
    bars.time[bar] = Date.UTC(2020, 0, 1) + bar * minute;
    bars.open[bar] = open;
    bars.close[bar] = price;
    bars.high[bar] = Math.max(open, price) * (1 + 0.0005 * generator.nextDouble());
    bars.low[bar] = Math.min(open, price) * (1 - 0.0005 * generator.nextDouble());
    bars.volume[bar] = Math.floor(1000 * generator.nextDouble());
  }
  return bars;
}

/**
 * Median seconds of each piece of work. They take turns, so that whatever else the machine does hits all of them alike.
 */
export function timeInTurns(works: readonly (() => void)[], rounds: number): number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    works.forEach((work, index) => {
      const start = performance.now();
      work();
      times[index].push((performance.now() - start) / 1000);
    });
  }
  return times.map(median);
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/**
 * Highest memory that a process has had, in MB; where the system does not tell, what this one has now, and 0 for others
 * and for a process that has ended.
 */
export async function peakMemory(process: number | "self" = "self"): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${process}/status`).catch(() => "");
  const peak = status.match(/VmHWM:\s+(\d+) kB/);
  if (peak !== null) return Number(peak[1]) * 1024 / 1e6;
  return process === "self" ? Deno.memoryUsage().rss / 1e6 : 0;
}

/**
 * Median seconds of the same work in Python, by reference.py; null where Python or the package that it needs is missing.
 */
export async function timeInPython(...work: (string | number)[]): Promise<number | null> {
  const script = new URL("./reference.py", import.meta.url);
  const command = new Deno.Command("python3", { args: [script.pathname, ...work.map(String)] });
  const output = await command.output().catch(() => null);
  const seconds = Number(new TextDecoder().decode(output?.stdout).trim() || NaN);
  return output?.success && Number.isFinite(seconds) ? seconds : null;
}
