/**
 * What an operation says of an error that ended it.
 * @module
 */

/** The first line of an error's message, without the words that a runtime puts before it. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  const line = text.trim().split("\n", 1)[0].replace(/^Uncaught (\(in [^)]*\) )*(\w*Error: )?/, "");
  return line === "" ? "The job failed without a reason" : line;
}
