import type { Host } from "../../lib/host/host.ts";
import type { Program } from "../program.ts";
import type { Candidate } from "./find_completion.ts";
import programWords from "./program_words.json" with { type: "json" };
import { readCompletion } from "./read_completion.ts";
import { renderCompletion } from "./render_completion.ts";

/** What a shell asks, and who can ask others. */
export interface AnswerShellOptions {
  /** Those of `ktrdr complete`. */
  args: readonly string[];
  openProgram: () => Program | Promise<Program>;
}

/**
 * Does what `ktrdr complete` with these arguments does: writes the words that may stand at the cursor, a line each. Who
 * presses Tab waits for it, so nothing is loaded that the answer does not need: no command tree ever, and the program
 * with its configuration only where somebody has to be asked.
 */
export async function answerShell(
  host: Host,
  { args, openProgram }: AnswerShellOptions,
): Promise<void> {
  const { completion, options, wordBreaks } = readCompletion(programWords, args);
  const { live } = completion;
  const write = (values: readonly Candidate[]) => {
    host.stdout.write(`${renderCompletion(completion, { values, wordBreaks })}\n`);
  };
  if (live === undefined) return write([]);
  const question = { kind: live, options };
  const { recallValues } = await import("./recall_values.ts");
  const recalled = await recallValues(host, question);
  if (recalled !== undefined) return write(recalled);
  const program = await openProgram();
  const { listLiveValues } = await import("./live_values.ts");
  await program.run(options, async (context) => write(await listLiveValues(context, question)), {
    takesBadConfig: true,
  });
}
