/**
 * Progress redrawn in place on a terminal.
 * @module
 */
import { cursorHide, cursorShow, cursorUp, eraseDown, eraseLineEnd } from "@cliffy/ansi/ansi-escapes";
import { delay } from "@std/async/delay";
import type { TerminalSize } from "../host/host.ts";
import type {
  ProgressOptions,
  ProgressOutcome,
  ProgressTick,
  ProgressUpdate,
  ProgressView,
} from "./progress.ts";
import { renderFrame } from "./progress_frame.ts";
import { ProgressState } from "./progress_state.ts";
import { outcomeLine } from "./progress_text.ts";
import { TerminalIndicator } from "./terminal_indicator.ts";
import { displayWidth } from "./text.ts";

/** Milliseconds between two frames. */
const frameTime = 100;
const fallbackSize: TerminalSize = { columns: 80, rows: 24 };

/** Draws one or two lines that replace each other, at most ten times a second, with the cursor hidden. */
export class TerminalProgress implements ProgressView {
  readonly #options: ProgressOptions;
  readonly #state = new ProgressState();
  readonly #indicator: TerminalIndicator;
  #timer: Disposable | undefined;
  /** The lines on the screen. */
  #lines: readonly string[] = [];
  #frame = 0;
  #drawnAt = 0;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#indicator = new TerminalIndicator(options.env);
  }

  start(label: string, hint = ""): void {
    this.#state.start(label, { hint, now: this.#options.now() });
    this.#timer?.[Symbol.dispose]();
    this.#timer = (this.#options.tick ?? backgroundTick).start(() => this.#drawSoon(), frameTime);
    this.#draw(cursorHide);
  }

  update(update: ProgressUpdate): void {
    this.#state.update(update, this.#options.now());
    this.#drawSoon();
  }

  notice(text: string | null): void {
    this.#state.setNotice(text);
    this.#drawSoon();
  }

  hint(text: string): void {
    this.#state.setHint(text);
    this.#drawSoon();
  }

  finish(outcome: ProgressOutcome, text?: string): void {
    if (this.#timer === undefined) return;
    const { style, now } = this.#options;
    const line = outcomeLine(this.#state.snapshot(now()), { outcome, text, style });
    this.#end(`${line}\n`);
  }

  suspend(write: () => void): void {
    if (this.#timer === undefined) return write();
    this.#options.stream.write(this.#erase());
    write();
    this.#draw();
  }

  [Symbol.dispose](): void {
    if (this.#timer !== undefined) this.#end("");
  }

  #end(text: string): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#options.stream.write(this.#erase() + this.#indicator.clear() + cursorShow + text);
  }

  /** Draws now if the last frame is old enough; otherwise the timer does it. */
  #drawSoon(): void {
    if (this.#timer !== undefined && this.#options.now() - this.#drawnAt >= frameTime) this.#draw();
  }

  #draw(prefix = ""): void {
    const { stream, style, now, terminalSize } = this.#options;
    const snapshot = this.#state.snapshot(now());
    const size = terminalSize() ?? fallbackSize;
    const lines = renderFrame(snapshot, { size, style, frame: this.#frame });
    const text = lines.map((line) => line + eraseLineEnd).join("\n");
    const indication = this.#indicator.show(snapshot.update?.percentage);
    // The cursor rests at the start of a line: there the terminal's echo of ^C cannot wrap and move the frame.
    stream.write(prefix + this.#moveToStart() + text + eraseDown() + "\r" + indication);
    this.#lines = lines;
    this.#frame++;
    this.#drawnAt = now();
  }

  #erase(): string {
    const text = this.#moveToStart() + eraseDown();
    this.#lines = [];
    return text;
  }

  /** From the start of the last line. A terminal that became narrower has wrapped the lines above into more rows. */
  #moveToStart(): string {
    const { columns } = this.#options.terminalSize() ?? fallbackSize;
    const rows = this.#lines.slice(0, -1).reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, columns))),
      0,
    );
    return (rows > 0 ? cursorUp(rows) : "") + "\r";
  }
}

/** Does not keep the process alive. */
const backgroundTick: ProgressTick = {
  start(callback: () => void, milliseconds: number): Disposable {
    const controller = new AbortController();
    const { signal } = controller;
    async function repeat(): Promise<void> {
      while (!signal.aborted) {
        await delay(milliseconds, { signal, persistent: false });
        callback();
      }
    }
    repeat().catch((error) => {
      if (!signal.aborted) throw error;
    });
    return { [Symbol.dispose]: () => controller.abort() };
  },
};
