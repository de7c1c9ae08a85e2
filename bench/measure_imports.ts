/**
 * What an import of bars costs: `ktrdr data import` in a process of its own, as a user runs it, and its reader alone.
 * @module
 */
import { delay } from "@std/async/delay";
import { parseBarText } from "../lib/bar_files/parse_bar_text.ts";
import type { Bars } from "../lib/engine/domain/bars.ts";
import { median, peakMemory, timeInTurns, walkBars } from "./measure.ts";

/** How imports are measured. */
export interface MeasureImportsOptions {
  /** The bundled program. */
  readonly program: string;
  /** A folder for the files and for the homes, each import into an empty one. */
  readonly folder: string;
  readonly rounds: number;
}

/** Medians of the import of a file. */
export interface ImportCost {
  /** MB of the file. */
  readonly fileSize: number;
  /** Seconds from the start of the process to its end. */
  readonly command: number;
  /** Highest memory of the process, MB. */
  readonly memory: number;
  /** Seconds that reading the bars from the bytes of the file takes, without a process and a database. */
  readonly reading: number;
}

/** The costs of imports of so many bars. They take turns, as in {@linkcode timeInTurns}. Rejects where one fails. */
export async function measureImports(
  counts: readonly number[],
  options: MeasureImportsOptions,
): Promise<ImportCost[]> {
  const files = counts.map((count) => {
    const runs: ImportRun[] = [];
    return { count, path: `${options.folder}/${count}.csv`, runs };
  });
  for (const { count, path } of files) await writeCsv(path, walkBars(count));
  for (let round = 0; round < options.rounds; round++) {
    for (const { path, runs } of files) runs.push(await runImport(path, options));
  }
  const costs: ImportCost[] = [];
  for (const { path, runs } of files) {
    const bytes = await Deno.readFile(path);
    const [reading] = timeInTurns([() => parseBarText(bytes, { timeframe: "1m" })], options.rounds);
    const command = median(runs.map(({ seconds }) => seconds));
    costs.push({
      fileSize: bytes.length / 1e6,
      command,
      memory: median(runs.map(({ memory }) => memory)),
      reading,
    });
  }
  return costs;
}

/** Written piece by piece: the whole text would be the largest thing in the memory of the benchmark. */
async function writeCsv(path: string, bars: Bars): Promise<void> {
  await Deno.writeTextFile(path, "timestamp,open,high,low,close,volume\n");
  const rows = 10_000;
  for (let first = 0; first < bars.time.length; first += rows) {
    const lines = Array.from(bars.time.subarray(first, first + rows), (_, row) => toLine(bars, first + row));
    await Deno.writeTextFile(path, lines.join(""), { append: true });
  }
}

function toLine({ time, open, high, low, close, volume }: Bars, bar: number): string {
  const prices = [open, high, low, close].map((column) => column[bar].toFixed(5));
  return `${[new Date(time[bar]).toISOString(), ...prices, volume[bar]].join(",")}\n`;
}

interface ImportRun {
  readonly seconds: number;
  /** MB. */
  readonly memory: number;
}

async function runImport(path: string, { program, folder }: MeasureImportsOptions): Promise<ImportRun> {
  const home = await Deno.makeTempDir({ dir: folder });
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", program, "data", "import", path, "--symbol", "WALK", "-t", "1m", "--embedded"],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1", KTRDR_HOME: home },
    stdout: "null",
    stderr: "null",
  }).spawn();
  let memory = 0;
  let seconds: number | undefined;
  const ended = child.status.then((status) => {
    seconds = (performance.now() - start) / 1000;
    return status;
  });
  while (seconds === undefined) {
    memory = Math.max(memory, await peakMemory(child.pid));
    await Promise.race([ended, delay(20)]);
  }
  const { success } = await ended;
  await Deno.remove(home, { recursive: true });
  if (!success) throw new Error(`The import of ${path} failed`);
  return { seconds, memory };
}
