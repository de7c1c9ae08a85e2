/**
 * What completion needs of the command tree that the program parses with.
 * @module
 */

/** An argument of a command or an option. */
export interface CompletedArgument {
  name: string;
  type: string;
  optional?: boolean | undefined;
  variadic?: boolean | undefined;
}

/** An option, as far as completion needs it. */
export interface CompletedOption {
  flags: string[];
  description: string;
  args: CompletedArgument[];
  hidden?: boolean | undefined;
  collect?: boolean | undefined;
}

/** Any Cliffy command. */
export interface CompletedCommand {
  getName(): string;
  getAliases(): string[];
  getShortDescription(): string;
  getCommands(hidden?: boolean): CompletedCommand[];
  getCommand(name: string, hidden?: boolean): CompletedCommand | undefined;
  getOptions(hidden?: boolean): CompletedOption[];
  getArguments(): CompletedArgument[];
  getType(name: string): { handler: unknown } | undefined;
}
