import type { Host } from "../../lib/host/host.ts";
import type { Program } from "../program/program.ts";

/** What the program was called with, and how to open what an answer may need. */
interface AnswerAtOnceOptions {
  args: readonly string[];
  openHost: () => Promise<Host>;
  openProgram: (host: Host) => Promise<Program>;
}

/**
 * Answers what can do without the commands, which take longer to load than this takes altogether: `--version`, and a shell
 * whose user presses Tab. Resolves with the exit code, with null for the rest. Rejects where the command is to say what is
 * wrong, to streams of its own.
 */
export async function answerAtOnce(
  { args, openHost, openProgram }: AnswerAtOnceOptions,
): Promise<number | null> {
  const [word, ...rest] = args;
  const isVersion = rest.length === 0 && /^(--version|-V)$/.test(word);
  const isCompletion = word === "complete" && rest[0] === "--";
  if (!isVersion && !isCompletion) return null;
  const host = await openHost();
  if (isVersion) {
    const { versionLine } = await import("../program/version.ts");
    host.stdout.write(`${versionLine(host.facts)}\n`);
    return 0;
  }
  const { answerShell } = await import("./answer_shell.ts");
  await answerShell(host, { args: rest, openProgram: () => openProgram(host) });
  return 0;
}
