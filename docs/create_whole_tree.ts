import { Program } from "../commands/program/program.ts";
import { createRootCommand } from "../commands/root.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";

/** The command tree as the program parses with it, to be looked at: nothing of it is run. */
export function createWholeTree(): ReturnType<typeof createRootCommand> {
  const services = { openEngine: () => Promise.reject(new Error("The documentation opens no engine")) };
  const root = createRootCommand(new Program(createDenoHost(), services, []));
  // Cliffy adds --help and --version when a command is first used.
  root.getHelp();
  return root;
}
