/** What can be asked of any command. */
interface AnyCommand {
  getName(): string;
  getPath(): string;
  getUsage(): string;
  getDescription(): string;
  getShortDescription(): string;
  getHelp(): string;
  getAliases(): string[];
  getArguments(): Argument[];
  getCommands(hidden?: boolean): AnyCommand[];
  getCommand(name: string, hidden?: boolean): AnyCommand | undefined;
  getOptions(hidden?: boolean): Option[];
  getBaseOptions(hidden?: boolean): Option[];
  getOption(name: string, hidden?: boolean): Option | undefined;
  getExamples(): { name: string; description: string }[];
  getType(name: string): { handler: unknown } | undefined;
  hasCommands(hidden?: boolean): boolean;
  alias(name: string): unknown;
}

interface Argument {
  name: string;
  type: string;
  optional?: boolean;
  variadic?: boolean;
}

interface Option {
  name: string;
  flags: string[];
  aliases?: string[];
  description: string;
  args: Argument[];
  typeDefinition?: string;
  hidden?: boolean;
  global?: boolean;
  required?: boolean;
  collect?: boolean;
  default?: unknown;
  groupName?: string;
  conflicts?: string[];
}

/** How an option is declared besides its flags. */
interface OptionSettings {
  required?: boolean;
  default?: unknown;
  collect?: boolean;
  hidden?: boolean;
  override?: boolean;
  conflicts?: string[];
  // deno-lint-ignore no-explicit-any -- what it gets depends on the flags
  value?: (value: any, previous?: any) => unknown;
}

/** Reads the value of an option or an argument. */
export class Type<Value> {
  readonly value?: Value;
}
export class StringType extends Type<string> {}
export class EnumType<const Value extends string> extends Type<Value> {
  constructor(values: readonly Value[]);
  values(): readonly Value[];
}

export class ValidationError extends Error {
  readonly exitCode: number;
  readonly cmd?: AnyCommand;
}

/** The values of the types that every command knows. */
interface BuiltIn {
  string: string;
  file: string;
  number: number;
  integer: number;
  boolean: boolean;
}

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** `--date-order <order:order>` is `dateOrder`; of several the first long flag counts. */
type NameOf<Flags extends string> = Flags extends `${string}--${infer Rest}` ? Camel<FirstWord<Rest>> : never;

type FirstWord<Text extends string> = Text extends `${infer Word},${string}` ? Word
  : Text extends `${infer Word} ${string}` ? Word
  : Text;

type TypeOf<Name extends string, Types> = Name extends keyof Types ? Types[Name]
  : Name extends keyof BuiltIn ? BuiltIn[Name]
  : string;

type ValueOf<Flags extends string, Types> = Flags extends `${string}<${string}:${infer Name}>`
  ? TypeOf<Name, Types>
  : Flags extends `${string}<${string}>` ? string
  : true;

type Collected<Value, Settings> = Settings extends { value: (...args: never[]) => infer Mapped } ? Mapped
  : Settings extends { collect: true } ? Value[]
  : Value;

type IsGiven<Settings> = Settings extends { required: true } ? true
  : Settings extends { default: unknown } ? true
  : false;

/** A default may be of another type than what is typed. */
type WithDefault<Value, Settings> = Settings extends { default: infer Default }
  ? Value | (Default extends number ? number : Default extends boolean ? boolean : Default)
  : Value;

/** What the declaration of an option adds to the options. */
type OptionOf<Flags extends string, Types, Settings> = Flags extends `--no-${infer Name}`
  ? { [name in Camel<Name>]: boolean }
  : IsGiven<Settings> extends true
    ? { [name in NameOf<Flags>]: WithDefault<Collected<ValueOf<Flags, Types>, Settings>, Settings> }
  : { [name in NameOf<Flags>]?: Collected<ValueOf<Flags, Types>, Settings> };

type ArgumentsOf<Text extends string, Types> = Text extends `${infer First} ${infer Others}`
  ? [...ArgumentOf<First, Types>, ...ArgumentsOf<Others, Types>]
  : ArgumentOf<Text, Types>;

type ArgumentOf<Text extends string, Types> = Text extends `<${string}...:${infer Name}>`
  ? [TypeOf<Name, Types>, ...TypeOf<Name, Types>[]]
  : Text extends `[${string}...:${infer Name}]` ? TypeOf<Name, Types>[]
  : Text extends `<${string}:${infer Name}>` ? [TypeOf<Name, Types>]
  : Text extends `[${string}:${infer Name}]` ? [TypeOf<Name, Types>?]
  : never;

/**
 * A command. `Global` are the options that it gets from those above it, `Own` its own, `Args` its arguments and `Types` its
 * types of values by name.
 */
// deno-lint-ignore ban-types -- nothing yet
export class Command<Global = {}, Own = {}, Args extends unknown[] = [], Types = {}> implements AnyCommand {
  getName(): string;
  getPath(): string;
  getUsage(): string;
  getDescription(): string;
  getShortDescription(): string;
  getHelp(): string;
  getAliases(): string[];
  getArguments(): Argument[];
  getCommands(hidden?: boolean): AnyCommand[];
  getCommand(name: string, hidden?: boolean): AnyCommand | undefined;
  getOptions(hidden?: boolean): Option[];
  getBaseOptions(hidden?: boolean): Option[];
  getOption(name: string, hidden?: boolean): Option | undefined;
  getExamples(): { name: string; description: string }[];
  getType(name: string): { handler: unknown } | undefined;
  hasCommands(hidden?: boolean): boolean;
  parse(args: readonly string[]): Promise<unknown>;

  throwErrors(): this;
  noExit(): this;
  name(name: string): this;
  usage(usage: string): this;
  description(description: string): this;
  version(version: string): this;
  versionOption(flags: string, description: string, settings: { action: () => unknown }): this;
  helpOption(
    flags: string,
    description: string,
    settings: { global: true; action: (this: AnyCommand) => unknown },
  ): this;
  group(name: string): this;
  hidden(): this;
  alias(name: string): this;
  useRawArgs(): this;
  example(name: string, description: string): this;
  /** Adds a command, and gives back this one. */
  command(name: string, command: AnyCommand): this;
  globalType(name: string, type: Type<unknown>): this;
  globalOption(flags: string, description: string): this;
  type<const Name extends string, Value>(
    name: Name,
    type: Type<Value>,
  ): Command<Global, Own, Args, Types & { [name in Name]: Value }>;
  option<const Flags extends string, const Settings extends OptionSettings = Record<never, never>>(
    flags: Flags,
    description: string,
    settings?: Settings,
  ): Command<Global, Own & OptionOf<Flags, Types, Settings>, Args, Types>;
  arguments<const Text extends string>(
    text: Text,
  ): Command<Global, Own, ArgumentsOf<Text, Types>, Types>;
  /** An option of its own counts before one of the same name from above. */
  action(
    action: (this: AnyCommand, options: Omit<Global, keyof Own> & Own, ...args: Args) => unknown,
  ): this;
}
