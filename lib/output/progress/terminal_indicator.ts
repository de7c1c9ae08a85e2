/**
 * The progress that some terminals show in their tab or task bar.
 * @module
 */

/** Terminals that take the sequence OSC 9;4; others may show it as a notification. */
const knownPrograms: readonly string[] = ["WezTerm", "ghostty"];

/** Makes the sequences "OSC 9 ; 4 ; state ; percentage ST" (ConEmu's), and nothing for a terminal that does not know them. */
export class TerminalIndicator {
  readonly #isKnown: boolean;
  #shown: string | undefined;

  constructor(env: ((name: string) => string | undefined) | undefined) {
    this.#isKnown = env !== undefined &&
      (Boolean(env("WT_SESSION")) || env("ConEmuANSI") === "ON" ||
        knownPrograms.includes(env("TERM_PROGRAM") ?? ""));
  }

  /** The sequence that shows a percentage; empty where it is shown already. Unknown: "something is going on". */
  show(percentage: number | undefined): string {
    const isNumber = percentage !== undefined && Number.isFinite(percentage);
    const value = isNumber ? `1;${Math.floor(Math.min(percentage, 100))}` : "3;0";
    if (!this.#isKnown || value === this.#shown) return "";
    this.#shown = value;
    return sequence(value);
  }

  /** The sequence that takes the progress away. */
  clear(): string {
    if (this.#shown === undefined) return "";
    this.#shown = undefined;
    return sequence("0;0");
  }
}

function sequence(value: string): string {
  return `\u001b]9;4;${value}\u001b\\`;
}
