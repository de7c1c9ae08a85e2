/**
 * The one place that decides between text for people and JSON for programs.
 * @module
 */
import { InterruptedError } from "../errors.ts";
import type { OutputStream } from "../host/host.ts";
import { type ErrorContext, errorJson, errorText } from "./error_report.ts";
import { type ColorChoice, createStyle, isColorEnabled, type Style } from "./style.ts";
import { sanitizeText } from "./text.ts";

export type { ErrorContext };

/** What a {@linkcode Printer} needs. */
export interface PrinterOptions {
  /** For data: the result, and with `json` an error. */
  stdout: OutputStream;
  /** For everything else. */
  stderr: OutputStream;
  json: boolean;
  /** No notes. */
  quiet: boolean;
  /** Details, and what is underneath an error. */
  verbose: boolean;
  color: ColorChoice;
  /** The value of an environment variable. */
  env(name: string): string | undefined;
}

/** A display on the terminal that has to make way for lasting lines. */
export interface SuspendableDisplay {
  suspend(write: () => void): void;
}

/** Prints what a command has to say. Only known styles pass to a terminal; control characters never do. */
export class Printer {
  /** The style for stdout. */
  readonly style: Style;
  /** The style for stderr. */
  readonly errorStyle: Style;
  /** Whether stdout gets JSON. */
  readonly isJson: boolean;
  readonly #options: PrinterOptions;
  #display: SuspendableDisplay | undefined;
  #hasResult = false;

  constructor(options: PrinterOptions) {
    const { stdout, stderr, color: choice, env } = options;
    this.#options = options;
    this.style = createStyle(isColorEnabled({ choice, isTerminal: stdout.isTerminal, env }));
    this.errorStyle = createStyle(isColorEnabled({ choice, isTerminal: stderr.isTerminal, env }));
    this.isJson = options.json;
  }

  /**
   * Prints the result of the command: `value` as one line of JSON (NaN and ±Infinity become null), or the text that
   * `render` makes. A newline is added. A command has one result; a second one throws an `Error`.
   */
  result(value: unknown, render: (style: Style) => string): void {
    if (this.#hasResult) throw new Error("A command printed two results, expected one");
    this.#hasResult = true;
    this.#write(
      this.#options.stdout,
      this.isJson ? jsonLine(value) : this.#clean(render(this.style), this.style),
    );
  }

  /** Says something by the way, unless quiet. */
  note(text: string): void {
    if (!this.#options.quiet) this.#say(text);
  }

  /** Says something that only a verbose user wants to know. */
  detail(text: string): void {
    if (this.#options.verbose) this.#say(this.errorStyle.dim(text));
  }

  /** Warns, also when quiet. */
  warn(text: string): void {
    this.#say(`${this.errorStyle.yellow("Warning:")} ${text}`);
  }

  /**
   * Tells of an error, with its hint; when verbose also what is underneath. With JSON the error also becomes the
   * result on stdout, if there is none yet.
   */
  error(error: unknown, context: ErrorContext = {}): void {
    if (this.isJson && !this.#hasResult) {
      this.#hasResult = true;
      this.#write(this.#options.stdout, jsonLine(errorJson(error, context)));
    }
    this.#say(this.#errorLines(error, context).join("\n"));
  }

  /** Lets `display` make way for every line printed until the returned object is disposed. */
  attachDisplay(display: SuspendableDisplay): Disposable {
    this.#display = display;
    return {
      [Symbol.dispose]: () => {
        if (this.#display === display) this.#display = undefined;
      },
    };
  }

  #errorLines(error: unknown, context: ErrorContext): string[] {
    const style = this.errorStyle;
    const report = errorText(error, context);
    // Who pressed Ctrl+C is told what that led to; nothing went wrong.
    const title = error instanceof InterruptedError ? "" : `${style.bold(style.red(`${report.title}:`))} `;
    const lines = [title + report.message, ...report.context.map((line) => `  ${line}`)];
    if (this.#options.verbose) {
      lines.push(...report.causes.map((cause) => style.dim(`  Caused by: ${cause}`)));
      if (report.stack !== undefined) lines.push(style.dim(report.stack));
    }
    if (report.hint !== undefined) lines.push(`${style.cyan("Hint:")} ${report.hint}`);
    return lines;
  }

  #say(text: string): void {
    this.#write(this.#options.stderr, this.#clean(text, this.errorStyle));
  }

  #clean(text: string, style: Style): string {
    return sanitizeText(text, { keepNewlines: true, keepStyles: style.enabled });
  }

  #write(stream: OutputStream, text: string): void {
    const write = () => stream.write(`${text}\n`);
    if (this.#display === undefined) write();
    else this.#display.suspend(write);
  }
}

/** JSON that is also harmless on a terminal: what JSON leaves as it is but a terminal may obey is written as \uXXXX. */
function jsonLine(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.replace(
    /[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
