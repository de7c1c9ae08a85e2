/** A command with commands below it. */
interface CommandTree {
  getCommand(name: string): CommandTree | undefined;
}

/**
 * The arguments, reduced to the command and `--help` where they ask for help: that wins over everything else, wherever
 * it stands. An unknown command is left for the parser to complain about.
 */
export function reduceToHelp(args: readonly string[], root: CommandTree): string[] {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  if (!own.includes("--help") && !own.includes("-h")) return [...args];
  const path: string[] = [];
  let command = root;
  for (const word of own) {
    const next = command.getCommand(word);
    if (next === undefined) continue;
    path.push(word);
    command = next;
  }
  const isUnknown = path.length === 0 && !own[0].startsWith("-");
  return isUnknown ? [...args] : [...path, "--help"];
}
