/**
 * A process, and what it says. Every wait ends with what it waits for, with the process, or with an error that shows
 * all that was said.
 * @module
 */
import { assertFalse } from "@std/assert";
import { deadline } from "@std/async/deadline";
import { Transcript } from "./transcript.ts";

/**
 * Milliseconds for which a process may say nothing while something is waited for. As long as it says something it goes
 * on, however slowly: on a busy machine nothing takes the time that it takes elsewhere.
 */
const longestSilence = 60_000;

/** How a process ended, and all that it said. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** A complaint, with everything that helps to understand it. */
export function describeOutcome(what: string, outcome: Partial<Outcome>): string {
  const { code = "none yet", stdout, stderr } = outcome;
  return `${what} (exit code: ${code})\n--- stdout\n${stdout}\n--- stderr\n${stderr}`;
}

/** A process, and what it has said so far. Killed at the end of the scope if it still runs then. */
export class ProgramProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #isTerminal: boolean;
  readonly #stdout: Transcript;
  readonly #stderr: Transcript;
  #hasEnded = false;

  constructor(child: Deno.ChildProcess, { isTerminal = false } = {}) {
    this.#child = child;
    this.#isTerminal = isTerminal;
    this.#stdout = new Transcript(child.stdout);
    this.#stderr = new Transcript(child.stderr);
    child.status.then(() => this.#hasEnded = true);
  }

  get pid(): number {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Waits until it has said something on stderr, which is where progress goes. */
  says(pattern: RegExp): Promise<RegExpMatchArray> {
    return this.#waitFor(this.#stderr, pattern);
  }

  /** Waits until it has printed something on stdout, or shown it on the terminal. */
  prints(pattern: RegExp): Promise<RegExpMatchArray> {
    return this.#waitFor(this.#stdout, pattern);
  }

  /** Waits until it has ended. Where there is no terminal it must not have written an escape sequence. */
  async ended(): Promise<Outcome> {
    const { code } = await this.#bounded("the end", this.#child.status);
    await this.#bounded("the end of the streams", Promise.all([this.#stdout.closed, this.#stderr.closed]));
    const outcome = { code, stdout: this.#stdout.text, stderr: this.#stderr.text };
    const hasEscape = ["\x1b", "\x9b"].some((start) => (outcome.stdout + outcome.stderr).includes(start));
    assertFalse(
      hasEscape && !this.#isTerminal,
      describeOutcome("An escape sequence without a terminal", outcome),
    );
    return outcome;
  }

  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Types on the terminal. */
  async types(text: string): Promise<void> {
    const writer = this.#child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(text));
    writer.releaseLock();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#child.kill("SIGKILL");
    await this.#child.status;
    await Promise.all([this.#stdout.closed, this.#stderr.closed]);
    if (this.#isTerminal) await this.#child.stdin.abort().catch(() => {});
  }

  async #waitFor(transcript: Transcript, pattern: RegExp): Promise<RegExpMatchArray> {
    const found = await this.#bounded(String(pattern), transcript.find(pattern));
    if (found === null) throw new Error(this.#describe(`It ended without ${pattern}`));
    return found;
  }

  async #bounded<T>(what: string, promise: Promise<T>): Promise<T> {
    for (let said = -1; said < this.#said;) {
      said = this.#said;
      try {
        return await deadline(promise, longestSilence);
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "TimeoutError")) throw error;
      }
    }
    throw new Error(this.#describe(`Waited too long for ${what}`));
  }

  /** How much it has said so far. */
  get #said(): number {
    return this.#stdout.text.length + this.#stderr.text.length;
  }

  #describe(what: string): string {
    return describeOutcome(what, { stdout: this.#stdout.text, stderr: this.#stderr.text });
  }
}
