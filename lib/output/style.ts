/**
 * Colours and weights of text, and the decision whether to use them.
 * @module
 */
import type { ColorChoice } from "./output_words.ts";

/** Styles text for a terminal. A disabled style returns every text as it is. */
export interface Style {
  /** Whether the functions add escape sequences. */
  readonly enabled: boolean;
  bold(text: string): string;
  dim(text: string): string;
  underline(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  magenta(text: string): string;
  cyan(text: string): string;
}

/** What decides about colours. */
interface ColorOptions {
  choice: ColorChoice;
  /** Whether the stream goes to a terminal. */
  isTerminal: boolean;
  /** The value of an environment variable. */
  env(name: string): string | undefined;
}

/** A style of its own: no switch is shared with other instances or with a library. */
export function createStyle(enabled: boolean): Style {
  function paint(open: number, close: number): (text: string) => string {
    return enabled ? (text) => wrap(text, { open, close }) : (text) => text;
  }
  return {
    enabled,
    bold: paint(1, 22),
    dim: paint(2, 22),
    underline: paint(4, 24),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    magenta: paint(35, 39),
    cyan: paint(36, 39),
  };
}

/**
 * Whether to use colours on a stream. The first that decides wins: `--color`, `NO_COLOR` (set and not empty),
 * `CLICOLOR_FORCE` (set and not "0"), `TERM=dumb` or no terminal.
 */
export function isColorEnabled(options: ColorOptions): boolean {
  const { choice, isTerminal, env } = options;
  if (choice !== "auto") return choice === "always";
  const { choice: wanted = "auto" } = colorOfEnvironment(env) ?? {};
  if (wanted !== "auto") return wanted === "always";
  return isTerminal && env("TERM") !== "dumb";
}

/** What the environment says about colours, and the variable that says it; undefined where none does. */
export function colorOfEnvironment(
  env: (name: string) => string | undefined,
): { choice: ColorChoice; variable: string } | undefined {
  if (env("NO_COLOR")) return { choice: "never", variable: "NO_COLOR" };
  const force = env("CLICOLOR_FORCE");
  return force && force !== "0" ? { choice: "always", variable: "CLICOLOR_FORCE" } : undefined;
}

/** The two codes of a style, as in "ESC [ code m". */
interface StyleCodes {
  open: number;
  close: number;
}

/** A style inside of `text` may end with the same code: the outer one is opened again after it. */
function wrap(text: string, codes: StyleCodes): string {
  if (text === "") return "";
  const open = `\u001b[${codes.open}m`;
  const close = `\u001b[${codes.close}m`;
  return open + text.replaceAll(close, close + open) + close;
}
