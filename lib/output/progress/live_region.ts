/**
 * Lines at the bottom of a terminal that replace each other.
 * @module
 */
import { delay } from "@std/async/delay";
import type { OutputStream, TerminalSize } from "../../host/host.ts";
import type { ProgressTick } from "./progress_view.ts";
import { displayWidth } from "../text.ts";

/** Milliseconds between two frames. */
const frameTime = 100;
const fallbackSize: TerminalSize = { columns: 80, rows: 24 };

const cursorHide = "\u001b[?25l";
const cursorShow = "\u001b[?25h";
const eraseLineEnd = "\u001b[0K";
const eraseDown = "\u001b[0J";

/** One picture. */
export interface LiveFrame {
  /** None wider than the terminal. */
  lines: readonly string[];
  /** 0–100, for terminals that can show it themselves; undefined where it is unknown. */
  percentage: number | undefined;
}

/** What a {@linkcode LiveRegion} needs. */
interface LiveRegionOptions {
  stream: OutputStream;
  now(): number;
  /** Asked at every frame, so that a resized terminal is followed. */
  terminalSize(): TerminalSize | undefined;
  /** Default: a timer that does not keep the process alive. */
  tick?: ProgressTick | undefined;
  env?: ((name: string) => string | undefined) | undefined;
  /** Makes the picture; `frame` counts up. */
  compose(size: TerminalSize, frame: number): LiveFrame;
}

/** Draws at most ten pictures a second, with the cursor hidden. */
export class LiveRegion implements Disposable {
  readonly #options: LiveRegionOptions;
  readonly #indicator: TerminalIndicator;
  #timer: Disposable | undefined;
  /** The lines on the screen. */
  #lines: readonly string[] = [];
  #frame = 0;
  #drawnAt = 0;

  constructor(options: LiveRegionOptions) {
    this.#options = options;
    this.#indicator = new TerminalIndicator(options.env);
  }

  /** Begins, with the first picture. */
  open(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = (this.#options.tick ?? backgroundTick).start(() => this.drawSoon(), frameTime);
    this.#draw(cursorHide);
  }

  /** Draws now if the last picture is old enough; otherwise the timer does it. */
  drawSoon(): void {
    if (this.#timer !== undefined && this.#options.now() - this.#drawnAt >= frameTime) this.#draw();
  }

  /** Runs `write`, which prints lasting lines, with the region out of the way. */
  suspend(write: () => void): void {
    if (this.#timer === undefined) return write();
    this.#options.stream.write(this.#erase());
    write();
    this.#draw();
  }

  /** Ends, with a lasting text in place of the region; idempotent. */
  close(text = ""): void {
    if (this.#timer === undefined) return;
    this.#timer[Symbol.dispose]();
    this.#timer = undefined;
    this.#options.stream.write(this.#erase() + this.#indicator.clear() + cursorShow + text);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #draw(prefix = ""): void {
    const { stream, now, compose } = this.#options;
    const { lines, percentage } = compose(this.#size(), this.#frame);
    const text = lines.map((line) => line + eraseLineEnd).join("\n");
    // The cursor rests at the start of a line: there the terminal's echo of ^C cannot wrap and move the frame.
    stream.write(
      prefix + this.#moveToStart() + text + eraseDown + "\r" + this.#indicator.show(percentage),
    );
    this.#lines = lines;
    this.#frame++;
    this.#drawnAt = now();
  }

  #erase(): string {
    const text = this.#moveToStart() + eraseDown;
    this.#lines = [];
    return text;
  }

  /** From the start of the last line. A terminal that became narrower has wrapped the lines above into more rows. */
  #moveToStart(): string {
    const { columns } = this.#size();
    const rows = this.#lines.slice(0, -1).reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, columns))),
      0,
    );
    return (rows > 0 ? `\u001b[${rows}A` : "") + "\r";
  }

  #size(): TerminalSize {
    return this.#options.terminalSize() ?? fallbackSize;
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

/** Terminals that take the sequence OSC 9;4; others may show it as a notification. */
const knownPrograms: readonly string[] = ["WezTerm", "ghostty"];

/** Makes the sequences "OSC 9 ; 4 ; state ; percentage ST" (ConEmu's), and nothing for a terminal that does not know them. */
class TerminalIndicator {
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
