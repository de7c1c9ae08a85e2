import type { CommandHandler } from "../program/program.ts";

/** The pages of `ktrdr help` that are about no command, and how to load each. */
export const helpTopics: Readonly<Record<string, () => Promise<CommandHandler>>> = {
  "exit-codes": async () => (await import("./exit_codes.ts")).showExitCodes,
  environment: async () => (await import("./environment.ts")).showEnvironment,
  output: async () => (await import("./output.ts")).showOutput,
};
