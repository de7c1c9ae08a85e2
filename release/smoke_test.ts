/**
 * Tries a built program on the machine it is for: it tells its version, imports the sample, trains, backtests, and
 * cancels a training on Ctrl+C. Prints what it does; exits with 1 at the first thing that goes wrong.
 *
 * ```sh
 * deno run -A release/smoke_test.ts dist/ktrdr-0.1.0-x86_64-unknown-linux-gnu
 * deno run -A release/smoke_test.ts deno run -A dist/ktrdr.js
 * ```
 * @module
 */
import { fromFileUrl, join, resolve } from "@std/path";
import config from "../deno.json" with { type: "json" };

const exampleStrategy = fromFileUrl(new URL("../examples/strategies/rsi_spx.yaml", import.meta.url));

/** A run of the program: its arguments, and how it must end. */
interface Trial {
  readonly args: readonly string[];
  readonly exitCode: number;
  /** What must be in its stdout. */
  readonly prints: RegExp;
  /** Presses Ctrl+C as soon as this is in its stderr. */
  readonly interruptAt?: RegExp;
}

/** Longer than any trial takes, in milliseconds. */
const longestWait = 120_000;

function listTrials(strategy: string, endlessStrategy: string): readonly Trial[] {
  const train = (path: string) => ["model", "train", path, "--end", "2014-12-31", "--seed", "7", "--json"];
  const trials: Trial[] = [
    { args: ["version", "--json"], exitCode: 0, prints: RegExp(`"version":"${config.version}"`) },
    { args: ["data", "sample"], exitCode: 0, prints: /5,105 bars/ },
    { args: train(strategy), exitCode: 0, prints: /"status":"completed"/ },
    {
      args: ["backtest", "run", "rsi_spx", "--start", "2015-01-01", "--end", "2020-04-17", "--json"],
      exitCode: 0,
      prints: /"total_trades":[1-9]/,
    },
    { args: train(endlessStrategy), exitCode: 130, prints: /"status":"cancelled"/, interruptAt: /Epoch \d/ },
  ];
  // There Deno ends a process instead of raising Ctrl+C in it.
  return Deno.build.os === "windows" ? trials.filter(({ interruptAt }) => interruptAt === undefined) : trials;
}

async function runTrial(command: readonly string[], trial: Trial, home: string): Promise<void> {
  say(`ktrdr ${trial.args.join(" ")}${trial.interruptAt === undefined ? "" : ", then Ctrl+C"}`);
  const [program, ...args] = command;
  const child = new Deno.Command(program, {
    args: [...args, ...trial.args, "--embedded"],
    env: { KTRDR_HOME: home, DENO_NO_UPDATE_CHECK: "1" },
    cwd: home,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(longestWait),
  }).spawn();
  const [stdout, stderr, { code }] = await Promise.all([
    new Response(child.stdout).text(),
    readUntilEnd(child, trial.interruptAt),
    child.status,
  ]);
  if (code === trial.exitCode && trial.prints.test(stdout)) return;
  throw new Error(`Exit code ${code}, expected ${trial.exitCode} and ${trial.prints}\n${stdout}\n${stderr}`);
}

async function readUntilEnd(child: Deno.ChildProcess, interruptAt: RegExp | undefined): Promise<string> {
  let text = "";
  let isInterrupted = false;
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (isInterrupted || !interruptAt?.test(text)) continue;
    isInterrupted = true;
    child.kill("SIGINT");
  }
  return text;
}

/** The example strategy, trained for longer than anybody waits. */
function makeEndless(strategy: string): string {
  return strategy.replace("name: rsi_spx", "name: endless").replace(/epochs: \d+/, "epochs: 1000000")
    .replace(/ *early_stopping: .*\n/, "");
}

/** Tries the program that `command` starts. */
async function smokeTest(command: readonly string[]): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "ktrdr_smoke_" });
  try {
    const endless = join(home, "endless.yaml");
    await Deno.writeTextFile(endless, makeEndless(await Deno.readTextFile(exampleStrategy)));
    for (const trial of listTrials(exampleStrategy, endless)) await runTrial(command, trial, home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** A path of the command that is there, as one that is right in any folder. */
async function completePath(word: string): Promise<string> {
  const info = await Deno.stat(word).catch(() => undefined);
  return info?.isFile ? resolve(word) : word;
}

function say(line: string): void {
  // deno-lint-ignore no-console -- a program of its own, with nobody else to say it
  console.error(line);
}

if (import.meta.main) {
  const command = await Promise.all(Deno.args.map(completePath));
  if (command.length === 0) {
    say("Say how to start the program: deno run -A release/smoke_test.ts <command>");
    Deno.exit(2);
  }
  await smokeTest(command).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  });
  say("All went well");
}
