/**
 * Progress redrawn in place on a terminal.
 * @module
 */
import { LiveRegion } from "./live_region.ts";
import type { ProgressOptions, ProgressOutcome, ProgressUpdate, ProgressView } from "./progress_view.ts";
import { renderFrame } from "./progress_frame.ts";
import { ProgressState } from "./progress_state.ts";
import { outcomeLine } from "./progress_text.ts";

/** Draws one or two lines that replace each other, at most ten times a second, with the cursor hidden. */
export class TerminalProgress implements ProgressView {
  readonly #options: ProgressOptions;
  readonly #state = new ProgressState();
  readonly #region: LiveRegion;

  constructor(options: ProgressOptions) {
    this.#options = options;
    const { style, now } = options;
    this.#region = new LiveRegion({
      ...options,
      compose: (size, frame) => {
        const snapshot = this.#state.snapshot(now());
        return {
          lines: renderFrame(snapshot, { size, style, frame }),
          percentage: snapshot.update?.percentage,
        };
      },
    });
  }

  start(label: string, hint = ""): void {
    this.#state.start(label, { hint, now: this.#options.now() });
    this.#region.open();
  }

  update(update: ProgressUpdate): void {
    this.#state.update(update, this.#options.now());
    this.#region.drawSoon();
  }

  notice(text: string | null): void {
    this.#state.setNotice(text);
    this.#region.drawSoon();
  }

  hint(text: string): void {
    this.#state.setHint(text);
    this.#region.drawSoon();
  }

  finish(outcome: ProgressOutcome, text?: string): void {
    const { style, now } = this.#options;
    this.#region.close(`${outcomeLine(this.#state.snapshot(now()), { outcome, text, style })}\n`);
  }

  suspend(write: () => void): void {
    this.#region.suspend(write);
  }

  [Symbol.dispose](): void {
    this.#region.close();
  }
}
