/**
 * A view of progress with a clock, a terminal and a redraw timer that a test moves.
 * @module
 */
import { createProgressView } from "../../../lib/output/progress/progress.ts";
import type { ProgressOptions, ProgressUpdate } from "../../../lib/output/progress/progress_view.ts";
import { createStyle } from "../../../lib/output/style.ts";
import { FakeOutputStream } from "../../support/fake_host.ts";

const cursorSequence = new RegExp(`\x1b\\[(?:\\?25[lh]|0K|0J|\\d+A)|\r`, "g");

/** Makes the view and its surroundings. */
export function createFakeProgress(options: Partial<ProgressOptions> & { isTerminal?: boolean } = {}) {
  const stream = new FakeOutputStream(options.isTerminal ?? true);
  let time = 1_000_000;
  let size = { columns: 80, rows: 24 };
  const timers: (() => void)[] = [];
  const view = createProgressView({
    mode: "auto",
    style: createStyle(false),
    stream,
    now: () => time,
    terminalSize: () => size,
    tick: {
      start(callback) {
        timers.push(callback);
        return { [Symbol.dispose]: () => timers.splice(timers.indexOf(callback), 1) };
      },
    },
    ...options,
  });
  return {
    view,
    stream,
    /** How many redraw timers run. */
    countTimers: () => timers.length,
    /** Lets time pass without a redraw. */
    pass(milliseconds: number): void {
      time += milliseconds;
    },
    /** Lets time pass and redraws once at its end. */
    tick(milliseconds = 100): void {
      time += milliseconds;
      for (const timer of [...timers]) timer();
    },
    resize(columns: number, rows = 24): void {
      size = { columns, rows };
    },
    /** What was written since the last call. */
    take(): string {
      const { text } = stream;
      stream.text = "";
      return text;
    },
  };
}

/** The update of a training of 60 epochs. */
export function epochUpdate(epoch: number, changes: Partial<ProgressUpdate> = {}): ProgressUpdate {
  return {
    percentage: epoch / 60 * 100,
    message: `Epoch ${epoch}/60`,
    stepsCompleted: epoch,
    stepsTotal: 60,
    itemsProcessed: epoch * 5,
    unit: "epochs",
    ...changes,
  };
}

/** The lines of one frame, without what moves the cursor. Fails on any other escape sequence. */
export function frameLines(text: string): string[] {
  const lines = text.replaceAll(cursorSequence, "").split("\n");
  if (lines.some((line) => line.includes("\x1b"))) {
    throw new Error(`Unexpected sequence in ${JSON.stringify(text)}`);
  }
  return lines;
}
