/**
 * Homes of the embedded engine, each in a temporary folder of its own.
 * @module
 */
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { barsCsv, strategyText } from "../engine/http/test_engine.ts";
import { runKtrdr } from "./run_ktrdr.ts";

/** A folder that goes at the end of the scope. */
export interface EngineHome extends AsyncDisposable {
  readonly home: string;
}

/** The bars that the homes have: 700 days of SPX from 2000-01-03 to 2001-12-02. */
export const spxBars: string = barsCsv(700);

/** A home with nothing in it. */
export async function openEmptyHome(): Promise<EngineHome> {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_commands_" });
  return { home, [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }) };
}

let template: Promise<string> | undefined;

/** A home with bars, and a model of `rsi_spx` that was trained in a few epochs with seed 7: made once, then copied. */
export async function openTrainedHome(): Promise<EngineHome> {
  const source = await (template ??= makeTemplate());
  const opened = await openEmptyHome();
  copyFolder(source, opened.home);
  return opened;
}

async function makeTemplate(): Promise<string> {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_template_" });
  globalThis.addEventListener("unload", () => Deno.removeSync(home, { recursive: true }));
  const files = { "spx.csv": spxBars, "rsi_spx.yaml": strategyText({ epochs: 20 }) };
  for (
    const args of [
      ["data", "import", "spx.csv", "--symbol", "SPX", "--timeframe", "1d"],
      ["model", "train", "rsi_spx.yaml", "--seed", "7"],
    ]
  ) {
    const { exitCode, stderr } = await runKtrdr([...args, "--embedded"], { home, files });
    assertEquals(exitCode, 0, stderr);
  }
  return home;
}

function copyFolder(from: string, to: string): void {
  for (const entry of Deno.readDirSync(from)) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile) Deno.copyFileSync(source, target);
    else {
      Deno.mkdirSync(target);
      copyFolder(source, target);
    }
  }
}
