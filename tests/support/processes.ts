/**
 * Starts the real program in real processes.
 * @module
 */
import { fromFileUrl } from "@std/path";
import { describeOutcome, type Outcome, ProgramProcess } from "./program_process.ts";

/** Where the project lies. */
export const projectRoot = fromFileUrl(new URL("../../", import.meta.url));

/** How to start the program. */
export interface StartOptions {
  /** The working directory; `KTRDR_HOME` is in it. */
  folder: string;
  env?: Record<string, string>;
  /** The size of the pseudo-terminal, for {@linkcode startOnTerminal}. 0 × 0 by default, as in many containers. */
  size?: { columns: number; rows: number };
}

/** Starts `ktrdr` with neither a terminal nor an input. */
export function startProgram(args: readonly string[], options: StartOptions): ProgramProcess {
  return new ProgramProcess(programCommand(args, options).spawn());
}

/** Starts `ktrdr` from a line of bash, in which `"$@"` stands for it. */
export function startByShell(
  line: string,
  args: readonly string[],
  options: StartOptions,
): ProgramProcess {
  const command = new Deno.Command("bash", {
    ...commandOptions(options),
    args: ["-c", line, "bash", Deno.execPath(), ...programArgs(args)],
  });
  return new ProgramProcess(command.spawn());
}

/** Runs `ktrdr` until it ends. */
export async function runProgram(args: readonly string[], options: StartOptions): Promise<Outcome> {
  await using program = startProgram(args, options);
  return await program.ended();
}

/** Runs `ktrdr … --json`, which must end well and print one JSON value on one line: that value. */
// deno-lint-ignore no-explicit-any
export async function runJson(args: readonly string[], options: StartOptions): Promise<any> {
  const outcome = await runProgram([...args, "--json"], options);
  if (outcome.code !== 0) throw new Error(describeOutcome(`ktrdr ${args.join(" ")} failed`, outcome));
  return oneJsonValue(outcome);
}

/** The JSON value that stdout consists of. */
// deno-lint-ignore no-explicit-any
export function oneJsonValue(outcome: Outcome): any {
  const lines = outcome.stdout.split("\n");
  if (lines.length !== 2 || lines[1] !== "") {
    throw new Error(describeOutcome("Not one line on stdout", outcome));
  }
  return JSON.parse(lines[0]);
}

/** Starts `ktrdr` on a pseudo-terminal of util-linux `script`: stdout and stderr come as one, as stdout. */
export function startOnTerminal(args: readonly string[], options: StartOptions): ProgramProcess {
  const { size } = options;
  const program = ["exec", Deno.execPath(), ...programArgs(args)].map(quote).join(" ");
  const line = size === undefined ? program : `stty columns ${size.columns} rows ${size.rows}; ${program}`;
  return spawnOnTerminal(`exec script -qefc ${quote(line)} /dev/null`, options);
}

/**
 * Starts `ktrdr` as the job of a shell on a pseudo-terminal. The shell outlives the terminal, which ends when the
 * process that this gives is killed, and then prints `exit <code>` on stdout.
 *
 * `hangup` is what the shell does when the terminal is gone: pass SIGHUP on to its job as a shell does, or leave the job
 * alone as after `disown`.
 */
export function startInShell(
  args: readonly string[],
  options: StartOptions & { hangup: "pass on" | "leave" },
): ProgramProcess {
  const program = [Deno.execPath(), ...programArgs(args)].map(quote).join(" ");
  const trap = options.hangup === "leave" ? ":" : "kill -HUP $job";
  // The first wait ends with the signal, the second one with the job.
  const line = `trap '${trap}' HUP; ${program} 3>&- & job=$!; wait $job; wait $job; echo "exit $?" >&3`;
  return spawnOnTerminal(`exec 3>&1; exec script -qefc ${quote(line)} /dev/null`, options);
}

/** Sends a signal to the `ktrdr` that was started on a terminal, and not to what holds the terminal. */
export async function killOnTerminal(program: ProgramProcess, signal: Deno.Signal): Promise<void> {
  const children = await Deno.readTextFile(`/proc/${program.pid}/task/${program.pid}/children`);
  Deno.kill(Number(children.trim().split(" ")[0]), signal);
}

/** `ktrdr` as a command that is not yet started. */
export function programCommand(args: readonly string[], options: StartOptions): Deno.Command {
  return new Deno.Command(Deno.execPath(), { ...commandOptions(options), args: programArgs(args) });
}

function programArgs(args: readonly string[]): string[] {
  return ["run", "-A", `${projectRoot}cli.ts`, ...args];
}

function commandOptions({ folder, env }: StartOptions): Deno.CommandOptions {
  return {
    cwd: folder,
    clearEnv: true,
    env: { ...environment(), KTRDR_HOME: homeIn(folder), KTRDR_CONFIG: "/dev/null", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  };
}

/** Where a program that works in a folder keeps everything. */
export function homeIn(folder: string): string {
  return `${folder}/home`;
}

/** Needs `script` of util-linux (Debian: bsdutils). */
function spawnOnTerminal(line: string, options: StartOptions): ProgramProcess {
  const command = new Deno.Command("sh", { ...commandOptions(options), args: ["-c", line], stdin: "piped" });
  return new ProgramProcess(command.spawn(), { isTerminal: true });
}

/** What is needed to run Deno, and nothing that changes how the program looks or where it asks. */
export function environment(): Record<string, string> {
  const own = /^(KTRDR_|NO_COLOR$|FORCE_COLOR$|CLICOLOR|WT_SESSION$|ConEmu|TERM_PROGRAM$|COLUMNS$|LINES$)/;
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => !own.test(name));
  return {
    ...Object.fromEntries(kept),
    TERM: "xterm-256color",
    SHELL: "/bin/sh",
    DENO_NO_UPDATE_CHECK: "1",
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
