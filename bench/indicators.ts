/**
 * How long 14 indicators with their usual parameters take, and how long the indicators take that pandas computes in a
 * line or two, in both; and the time and memory of `ktrdr data import`, from the start of the process to its end, for a
 * CSV file with the same bars. Ends with 1 where the import of most bars is over its budget.
 *
 * Run with `deno task bench:indicators`. Medians; what is compared takes turns.
 * @module
 */
import type { Bars } from "../lib/engine/domain/bars.ts";
import { computeIndicator } from "../lib/indicators/compute_indicator.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { indicatorTypes } from "../lib/indicators/catalog.ts";
import { bundleProgram } from "../release/bundle.ts";
import { peakMemory, timeInPython, timeInTurns, walkBars } from "./measure.ts";
import { measureImports } from "./measure_imports.ts";

const sizes = [250_000, 500_000, 1_000_000];
const rounds = 3;
/** Of the import of as many bars as there are at most: seconds, and MB. */
const budget = { command: 3, memory: 600 };
const names = [
  ...[
    "simplemovingaverage",
    "exponentialmovingaverage",
    "rsi",
    "macd",
    "bollingerbands",
    "atr",
    "stochastic",
  ],
  ...["adx", "cci", "williamsr", "mfi", "obv", "roc", "donchianchannels"],
];
/** Those that reference.py knows. */
const inPandas = ["simplemovingaverage", "exponentialmovingaverage", "rsi", "macd", "bollingerbands", "roc"];

function compute(bars: Bars, type: string): void {
  const parameters = indicatorTypes.find(({ name }) => name === type)?.parameters ?? [];
  const values = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
  computeIndicator(bars, { type, parameters: values });
}

const { stdout } = createDenoHost();
const milliseconds = (seconds: number) => `${(1000 * seconds).toFixed(0).padStart(5)} ms`;

async function benchIndicators(size: number): Promise<void> {
  const bars = walkBars(size);
  const works = names.map((name) => () => compute(bars, name));
  const times = timeInTurns(works, rounds);
  const total = times.reduce((sum, time) => sum + time, 0);
  const ours = names.reduce((sum, name, index) => sum + (inPandas.includes(name) ? times[index] : 0), 0);
  const reference = await timeInPython("indicators", size);
  stdout.write(`${size} bars: ${names.length} indicators ${milliseconds(total)}; `);
  stdout.write(
    reference === null
      ? "pandas is not installed\n"
      : `${inPandas.length} of them ${milliseconds(ours)}, pandas ${milliseconds(reference)}\n`,
  );
  if (size === sizes.at(-1)) {
    names.forEach((name, index) => stdout.write(`  ${name.padEnd(26)} ${milliseconds(times[index])}\n`));
  }
}

async function benchImports(folder: string): Promise<void> {
  const program = `${folder}/ktrdr.js`;
  await bundleProgram(program);
  const costs = await measureImports(sizes, { program, folder, rounds });
  costs.forEach(({ fileSize, command, memory, reading }, index) => {
    stdout.write(
      `${sizes[index]} bars: CSV of ${fileSize.toFixed(0)} MB imported in ${milliseconds(command)}, ` +
        `with at most ${memory.toFixed(0)} MB; read in ${milliseconds(reading)}\n`,
    );
  });
  const rates = sizes.slice(1).map((size, index) => {
    const [before, after] = costs.slice(index, index + 2);
    const rate = 1e6 * (after.command - before.command) / (size - sizes[index]);
    return `${rate.toFixed(2)} µs from ${sizes[index]} to ${size}`;
  });
  stdout.write(`  each further bar ${rates.join(", ")}\n`);
  const isWithin = costs.every(({ command, memory }) => command <= budget.command && memory <= budget.memory);
  if (!isWithin) Deno.exitCode = 1;
  stdout.write(`  budget ${milliseconds(budget.command)} and ${budget.memory} MB\n`);
}

for (const size of sizes) await benchIndicators(size);
const folder = await Deno.makeTempDir({ prefix: "ktrdr-bench-" });
try {
  await benchImports(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
stdout.write(`Highest memory of the benchmark itself ${(await peakMemory()).toFixed(0)} MB\n`);
