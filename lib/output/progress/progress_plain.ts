/**
 * Progress as lines of a log.
 * @module
 */
import type { OutputStream } from "../../host/host.ts";
import type { ProgressOptions, ProgressOutcome, ProgressUpdate, ProgressView } from "./progress_view.ts";
import { ProgressState } from "./progress_state.ts";
import { clockText, lossText, outcomeLine, percentText, stepText } from "./progress_text.ts";
import type { Style } from "../style.ts";

/** A line at least this often, in milliseconds, as long as updates come. */
const longestSilence = 30_000;
/** A line every so many percent. */
const percentageStep = 10;

/** What a {@linkcode PlainProgress} needs. */
interface PlainProgressOptions extends ProgressOptions {
  /** Whether other operations print to the same log: then each line names its operation. */
  isOneOfSeveral?: boolean;
}

/** Prints a line when the kind of step or the notice changes, and every 10 % or 30 s. Lines are never taken back. */
export class PlainProgress implements ProgressView {
  readonly #stream: OutputStream;
  readonly #style: Style;
  readonly #now: () => number;
  readonly #state = new ProgressState();
  readonly #isOneOfSeveral: boolean;
  #isRunning = false;
  /** What the last line was about. */
  #kind: string | undefined;
  #noticeKind = "";
  #decade = 0;
  #printedAt = 0;

  constructor(options: PlainProgressOptions) {
    this.#stream = options.stream;
    this.#style = options.style;
    this.#now = () => options.now();
    this.#isOneOfSeveral = options.isOneOfSeveral ?? false;
  }

  start(label: string, hint = ""): void {
    this.#isRunning = true;
    this.#state.start(label, { hint, now: this.#now() });
    if (this.#isOneOfSeveral) return;
    const snapshot = this.#state.snapshot(this.#now());
    // Nobody can press a key for the log of a job.
    const ending = this.#stream.isTerminal && snapshot.hint !== "" ? ` (${snapshot.hint})` : "";
    this.#print(this.#style.bold(snapshot.label) + ending);
  }

  update(update: ProgressUpdate): void {
    if (!this.#isRunning) return;
    this.#state.update(update, this.#now());
    const kind = kindOf(update.message);
    const decade = Math.floor(update.percentage / percentageStep);
    const isDue = kind !== this.#kind || decade > this.#decade ||
      this.#now() - this.#printedAt >= longestSilence;
    if (Number.isFinite(decade)) this.#decade = decade;
    if (!isDue) return;
    this.#kind = kind;
    this.#printUpdate();
  }

  notice(text: string | null): void {
    if (!this.#isRunning) return;
    this.#state.setNotice(text);
    const { notice } = this.#state.snapshot(this.#now());
    const kind = kindOf(notice);
    const isDue = kind !== this.#noticeKind || this.#now() - this.#printedAt >= longestSilence;
    this.#noticeKind = kind;
    // The next update says that things go on.
    this.#kind = undefined;
    if (notice !== "" && isDue) this.#printNamed(this.#style.yellow(notice));
  }

  hint(text: string): void {
    if (!this.#isRunning || !this.#stream.isTerminal) return;
    const previous = this.#state.snapshot(this.#now()).hint;
    this.#state.setHint(text);
    const { hint } = this.#state.snapshot(this.#now());
    if (hint !== "" && hint !== previous) this.#print(hint);
  }

  finish(outcome: ProgressOutcome, text?: string): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#print(outcomeLine(this.#state.snapshot(this.#now()), { outcome, text, style: this.#style }));
  }

  suspend(write: () => void): void {
    write();
  }

  [Symbol.dispose](): void {
    this.#isRunning = false;
  }

  #printUpdate(): void {
    const { update, elapsed } = this.#state.snapshot(this.#now());
    if (update === undefined) return;
    // A loss of before is not that of this line.
    const { loss } = update;
    const parts = [stepText(update), typeof loss === "number" ? lossText(loss) : ""].filter((part) =>
      part !== ""
    );
    const time = this.#style.dim(`(${clockText(elapsed)})`);
    this.#printNamed(
      [`[${percentText(update.percentage).padStart(4)}]`, parts.join(" · "), time].filter(Boolean).join(" "),
    );
  }

  #printNamed(line: string): void {
    const { label } = this.#state.snapshot(this.#now());
    this.#print(this.#isOneOfSeveral ? `${label} ${line}` : line);
  }

  #print(line: string): void {
    this.#printedAt = this.#now();
    this.#stream.write(`${line}\n`);
  }
}

/** Everything before the first digit: "Epoch" for both "Epoch 3/60" and "Epoch 4/60 · Batch 1/5". */
function kindOf(message: string): string {
  return message.split(/\d/)[0].trim();
}
