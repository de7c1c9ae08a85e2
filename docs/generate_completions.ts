/**
 * Writes commands/completions/program_words.json, what completion knows of the commands, from the command tree that the
 * program parses with, so that it cannot say anything else.
 *
 * ```sh
 * deno run -A docs/generate_completions.ts           # writes it
 * deno run -A docs/generate_completions.ts --check   # exits with 1 when it is out of date
 * ```
 * @module
 */
import { readCommandTree } from "./read_command_tree.ts";
import { createWholeTree } from "./create_whole_tree.ts";
import { writeGenerated } from "./write_generated.ts";

/** The file that completion reads. */
export const programWordsFile: URL = new URL("../commands/completions/program_words.json", import.meta.url);

/** The text of that file. */
export function generateProgramWords(): string {
  return JSON.stringify(readCommandTree(createWholeTree()), null, 2) + "\n";
}

if (import.meta.main) {
  await writeGenerated({
    path: programWordsFile,
    text: generateProgramWords(),
    name: "commands/completions/program_words.json",
    task: "docs",
  });
}
