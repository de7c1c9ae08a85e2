/**
 * Shows the main job from start to end, with the commands a user would type: imports real daily bars, checks and trains
 * the example strategy, and backtests the model on later bars that it has not seen. Works in a folder of its own, which
 * it removes at the end.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import { createDenoHost } from "../lib/host/deno_host.ts";

const strategy = "examples/strategies/rsi_spx.yaml";

const steps: readonly (readonly string[])[] = [
  ["data", "sample"],
  ["strategy", "validate", strategy],
  ["model", "train", strategy, "--start", "2000-01-03", "--end", "2014-12-31", "--seed", "7"],
  ["backtest", "run", "rsi_spx", "--start", "2015-01-01", "--end", "2020-04-17"],
];

/** Runs the steps one after the other; the exit code of the first that fails, or 0. */
async function runDemo(): Promise<number> {
  const home = await Deno.makeTempDir({ prefix: "ktrdr-demo-" });
  try {
    for (const step of steps) {
      const exitCode = await runStep(step, home);
      if (exitCode !== 0) return exitCode;
    }
    return 0;
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function runStep(step: readonly string[], home: string): Promise<number> {
  createDenoHost().stdout.write(`\n$ ktrdr ${step.join(" ")}\n\n`);
  const root = fromFileUrl(new URL("..", import.meta.url));
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "cli.ts", ...step, "--embedded"],
    cwd: root,
    env: { KTRDR_HOME: home },
  }).spawn().status;
  return code;
}

if (import.meta.main) Deno.exit(await runDemo());
