/**
 * How a long operation is shown while it runs. Everything goes to one stream, which is stderr.
 * @module
 */
import type { ProgressOptions, ProgressView } from "./progress_view.ts";
import { PlainProgress } from "./progress_plain.ts";
import { TerminalProgress } from "./progress_tty.ts";

/**
 * The view for a mode. "auto" draws in place on a terminal (unless `TERM=dumb`) and prints plain lines elsewhere.
 * "quiet" shows nothing, and so does "json", where stdout tells the events.
 */
export function createProgressView(options: ProgressOptions): ProgressView {
  if (options.mode === "quiet" || options.mode === "json") return createSilentView();
  return willDraw(options) ? new TerminalProgress(options) : new PlainProgress(options);
}

/** Whether progress is drawn in place. */
export function willDraw({ mode, stream, env }: ProgressOptions): boolean {
  return mode === "tty" || (mode === "auto" && stream.isTerminal && env?.("TERM") !== "dumb");
}

function createSilentView(): ProgressView {
  return {
    start() {},
    update() {},
    notice() {},
    hint() {},
    finish() {},
    suspend: (write) => write(),
    [Symbol.dispose]() {},
  };
}
