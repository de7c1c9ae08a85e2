import type { OutputStream, TerminalSize } from "../../host/host.ts";
import type { ProgressMode } from "../output_words.ts";
import type { Style } from "../style.ts";

/** How an operation, or the wait for it, ended; "unfollowed": as it is of no more use to know. */
export type ProgressOutcome = "completed" | "failed" | "cancelled" | "detached" | "unfollowed";

/** What is newly known of an operation. */
export interface ProgressUpdate {
  /** 0–100. May go back; NaN where it is unknown. */
  percentage: number;
  /** The current step in the server's words, such as "Epoch 24/60 · Batch 3/5". */
  message: string;
  stepsCompleted: number;
  /** 0 where the operation has no steps. */
  stepsTotal: number;
  itemsProcessed: number;
  /** The newest training loss. */
  loss?: number | null | undefined;
  /** Plural name of what the steps (or, where there are none, the items) count: "epochs", "bars". */
  unit?: string | undefined;
}

/**
 * Shows one operation. `start()` comes first, `finish()` last; without a `finish()`, disposing leaves nothing behind
 * but the lines that were already final.
 */
export interface ProgressView extends Disposable {
  /** Begins, for example with the label "Training rsi_spx" and the hint "Ctrl+C cancels". */
  start(label: string, hint?: string): void;
  update(update: ProgressUpdate): void;
  /** Says something besides the progress ("reconnecting, last seen 12 s ago"); "" or null clears it. */
  notice(text: string | null): void;
  /** Replaces the hint. */
  hint(text: string): void;
  /**
   * Ends with one lasting line such as "✓ Training rsi_spx completed in 12 s (60 epochs)". `text` replaces what is in
   * parentheses, or is the reason of any other outcome.
   */
  finish(outcome: ProgressOutcome, text?: string): void;
  /** Runs `write`, which prints lasting lines to the same terminal, with the display out of the way. */
  suspend(write: () => void): void;
  /** Gives the terminal back as it was; idempotent. */
  [Symbol.dispose](): void;
}

/** A timer for redrawing. */
export interface ProgressTick {
  /** Calls `callback` every `milliseconds` until disposed. */
  start(callback: () => void, milliseconds: number): Disposable;
}

/** What {@linkcode createProgressView} needs. */
export interface ProgressOptions {
  stream: OutputStream;
  mode: ProgressMode;
  style: Style;
  /** The time in milliseconds. */
  now(): number;
  /** Asked at every frame, so that a resized terminal is followed. */
  terminalSize(): TerminalSize | undefined;
  /** Default: a timer that does not keep the process alive. */
  tick?: ProgressTick | undefined;
  /** Environment variables: `TERM`, and those by which a terminal says that it can show progress itself. */
  env?: ((name: string) => string | undefined) | undefined;
}
