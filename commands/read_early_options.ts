import { outputFormats } from "../lib/output/output_words.ts";
import type { GlobalOptions } from "./program.ts";

/** What of the global options matters before they are parsed: a bad value is left for the parser to complain about. */
export function readEarlyOptions(args: readonly string[]): Pick<GlobalOptions, "color" | "output"> {
  const color = readChoice(args, { flags: ["--color"], choices: ["auto", "always", "never"] as const });
  const output = args.includes("--json")
    ? "json"
    : readChoice(args, { flags: ["--output", "-o"], choices: outputFormats });
  return { ...(output !== undefined && { output }), ...(color !== undefined && { color }) };
}

function readChoice<Choice extends string>(
  args: readonly string[],
  { flags, choices }: { flags: readonly string[]; choices: readonly Choice[] },
): Choice | undefined {
  return choices.find((choice) =>
    args.some((arg, position) =>
      flags.some((flag) => arg === `${flag}=${choice}` || (arg === flag && args[position + 1] === choice))
    )
  );
}
