/** What only a server, or the configuration file, can list. */
export type LiveKind =
  | "operation"
  | "active operation"
  | "stopped operation"
  | "backtest"
  | "model"
  | "strategy"
  | "symbol"
  | "timeframe"
  | "worker"
  | "profile";

/** The names that arguments and options have for it. */
const kinds: Readonly<Record<string, LiveKind | undefined>> = {
  // The language model of the agent is none of the trained ones, though its option is called so.
  llm: undefined,
  operation: "operation",
  backtest: "backtest",
  model: "model",
  "model-path": "model",
  strategy: "strategy",
  symbol: "symbol",
  symbols: "symbol",
  timeframe: "timeframe",
  timeframes: "timeframe",
  worker: "worker",
  profile: "profile",
};

/** Those operations of which a command makes sense. */
const kindsForCommands: Readonly<Record<string, LiveKind | undefined>> = {
  cancel: "active operation",
  resume: "stopped operation",
};

/** What the first known one of some names stands for, in a command of a name. */
export function liveKindOf(names: readonly string[], command: string): LiveKind | undefined {
  const name = names.find((name) => Object.hasOwn(kinds, name));
  const kind = name === undefined ? undefined : kinds[name];
  return kind === "operation" ? kindsForCommands[command] ?? kind : kind;
}
