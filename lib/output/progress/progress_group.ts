/**
 * How several operations are shown while they run.
 * @module
 */
import type { TerminalSize } from "../../host/host.ts";
import { type LiveFrame, LiveRegion } from "./live_region.ts";
import { createProgressView, willDraw } from "./progress.ts";
import type { ProgressOptions, ProgressOutcome, ProgressUpdate, ProgressView } from "./progress_view.ts";
import { PlainProgress } from "./progress_plain.ts";
import { renderGroupFrame } from "./progress_frame.ts";
import { ProgressState } from "./progress_state.ts";
import { outcomeLine } from "./progress_text.ts";

/** What {@linkcode createProgressGroup} needs. */
export interface ProgressGroupOptions extends ProgressOptions {
  /** What is going on: "Following 3 operations". */
  title: string;
  /** "Ctrl+C stops following". */
  hint: string;
}

/** Views of operations that run at the same time and share one terminal. */
interface ProgressGroup extends Disposable {
  /** A view of one more operation, which is started with its label only. */
  add(): ProgressView;
  /** Runs `write`, which prints lasting lines to the same terminal, with the display out of the way. */
  suspend(write: () => void): void;
}

/** One line an operation on a terminal, redrawn; elsewhere plain lines that name their operation, or nothing. */
export function createProgressGroup(options: ProgressGroupOptions): ProgressGroup {
  if (willDraw(options)) return new TerminalProgressGroup(options);
  const { mode, stream, style, title, hint } = options;
  if (mode === "auto" || mode === "plain") {
    stream.write(`${style.bold(title)}${stream.isTerminal ? ` (${hint})` : ""}\n`);
  }
  return {
    add: () =>
      mode === "auto" || mode === "plain"
        ? new PlainProgress({ ...options, isOneOfSeveral: true })
        : createProgressView(options),
    suspend: (write) => write(),
    [Symbol.dispose]() {},
  };
}

/** The running operations below each other; an operation that ends leaves a lasting line above them. */
class TerminalProgressGroup implements ProgressGroup {
  readonly #options: ProgressGroupOptions;
  readonly #region: LiveRegion;
  readonly #whole = new ProgressState();
  #running: ProgressState[] = [];

  constructor(options: ProgressGroupOptions) {
    this.#options = options;
    this.#whole.start(options.title, { hint: options.hint, now: options.now() });
    this.#region = new LiveRegion({ ...options, compose: (size, frame) => this.#compose(size, frame) });
    this.#region.open();
  }

  add(): ProgressView {
    const { now } = this.#options;
    const state = new ProgressState();
    return {
      start: (label) => {
        state.start(label, { hint: "", now: now() });
        this.#running.push(state);
        this.#region.drawSoon();
      },
      update: (update: ProgressUpdate) => {
        state.update(update, now());
        this.#region.drawSoon();
      },
      notice: (text) => {
        state.setNotice(text);
        this.#region.drawSoon();
      },
      hint() {},
      finish: (outcome, text) => this.#finish(state, { outcome, text }),
      suspend: (write) => this.suspend(write),
      [Symbol.dispose]: () => this.#remove(state),
    };
  }

  suspend(write: () => void): void {
    this.#region.suspend(write);
  }

  [Symbol.dispose](): void {
    this.#region.close();
  }

  #finish(state: ProgressState, end: { outcome: ProgressOutcome; text: string | undefined }): void {
    if (!this.#remove(state)) return;
    const { stream, style, now } = this.#options;
    const line = outcomeLine(state.snapshot(now()), { ...end, style });
    this.suspend(() => stream.write(`${line}\n`));
  }

  /** Whether it was there. */
  #remove(state: ProgressState): boolean {
    const others = this.#running.filter((other) => other !== state);
    const wasThere = others.length < this.#running.length;
    this.#running = others;
    return wasThere;
  }

  #compose(size: TerminalSize, frame: number): LiveFrame {
    const { style, now } = this.#options;
    const snapshots = this.#running.map((state) => state.snapshot(now()));
    const lines = renderGroupFrame(this.#whole.snapshot(now()), { snapshots, size, style, frame });
    return { lines, percentage: undefined };
  }
}
