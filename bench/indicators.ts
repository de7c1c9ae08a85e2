/**
 * How long 14 indicators with their usual parameters take, and the import of the bars from a CSV file; and how long the
 * indicators take that pandas computes in a line or two, in both.
 *
 * Run with `deno task bench:indicators`. Medians; what is compared takes turns.
 * @module
 */
import type { Bars } from "../lib/engine/domain/bars.ts";
import { parseBarCsv } from "../lib/engine/domain/bar_csv/parse_bar_csv.ts";
import { computeIndicator } from "../lib/engine/domain/indicators/compute_indicator.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";
import { indicatorTypes } from "../lib/strategy/indicator_types.ts";
import { peakMemory, timeInPython, timeInTurns, walkBars } from "./measure.ts";

const sizes = [250_000, 500_000, 1_000_000];
const rounds = 3;
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

function toCsv({ time, open, high, low, close, volume }: Bars): string {
  const lines = Array.from(time, (start, bar) =>
    [
      new Date(start).toISOString(),
      ...[open, high, low, close].map((column) => column[bar].toFixed(5)),
      volume[bar],
    ].join(","));
  return ["timestamp,open,high,low,close,volume", ...lines].join("\n");
}

const { stdout } = createDenoHost();
const milliseconds = (seconds: number) => `${(1000 * seconds).toFixed(0).padStart(5)} ms`;
for (const size of sizes) {
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
for (const size of sizes) {
  const text = toCsv(walkBars(size));
  const [time] = timeInTurns([() => parseBarCsv(text)], rounds);
  stdout.write(`${size} bars: CSV of ${(text.length / 1e6).toFixed(0)} MB read in ${milliseconds(time)}\n`);
}
stdout.write(
  `Highest memory ${(await peakMemory()).toFixed(0)} MB, most of it the text of the benchmark itself\n`,
);
