/**
 * The one place that decides between text for people and data for programs.
 * @module
 */
import { ExitCode, InterruptedError, KtrdrError } from "../errors.ts";
import type { OutputStream } from "../host/host.ts";
import type { OutputEncoder, ResultData } from "./encoders/output_encoder.ts";
import { type ErrorContext, errorJson, errorText } from "./error_report.ts";
import type { OutputEvent } from "./encoders/output_event.ts";
import type { ColorChoice } from "./output_words.ts";
import { createStyle, isColorEnabled, type Style } from "./style.ts";
import { sanitizeText, wrapText } from "./text.ts";

export type { ErrorContext };

/** What a {@linkcode Printer} needs. */
export interface PrinterOptions {
  /** For data: the result, and for programs an error. */
  stdout: OutputStream;
  /** For everything else. */
  stderr: OutputStream;
  /** The form of stdout for programs; undefined: text for people. */
  encoder: OutputEncoder | undefined;
  /** No notes. */
  quiet: boolean;
  /** Details, and what is underneath an error. */
  verbose: boolean;
  color: ColorChoice;
  /** Columns of the terminal that shows stderr; undefined where it goes elsewhere and may be of any width. */
  errorWidth?(): number | undefined;
  /** The value of an environment variable. */
  env(name: string): string | undefined;
}

/** What of a result is not in its value. */
export type ResultOptions = Partial<Omit<ResultData, "value">>;

/** What a warning is about, for programs. */
interface WarningTopic {
  operationId?: string | undefined;
  /** A word for it that stays the same, such as "worker_may_go_on". */
  code?: string | undefined;
}

/** A display on the terminal that has to make way for lasting lines. */
interface SuspendableDisplay {
  suspend(write: () => void): void;
}

/** Prints what a command has to say. Only known styles pass to a terminal; control characters never do. */
export class Printer {
  /** The style for stdout. */
  readonly style: Style;
  /** The style for stderr. */
  readonly errorStyle: Style;
  readonly #options: PrinterOptions;
  #display: SuspendableDisplay | undefined;
  #hasResult = false;

  constructor(options: PrinterOptions) {
    const { stdout, stderr, color: choice, env } = options;
    this.#options = options;
    this.style = createStyle(isColorEnabled({ choice, isTerminal: stdout.isTerminal, env }));
    this.errorStyle = createStyle(isColorEnabled({ choice, isTerminal: stderr.isTerminal, env }));
  }

  /**
   * Prints the result of the command: `value` in the form that a program wants, or the text that `render` makes. A
   * newline is added. A command has one result; a second one throws an `Error`.
   */
  result(value: unknown, render: (style: Style) => string, options: ResultOptions = {}): void {
    if (this.#hasResult) throw new Error("A command printed two results, expected one");
    this.#hasResult = true;
    const { encoder } = this.#options;
    if (encoder === undefined) this.#write(this.#options.stdout, this.#clean(render(this.style), this.style));
    else this.#writeData(encoder.result({ exitCode: 0, ...options, value }));
  }

  /** Tells a program what happens, where it wants to know; nothing comes after the result. */
  event(event: OutputEvent): void {
    if (!this.#hasResult) this.#writeData(this.#options.encoder?.event?.(event) ?? "");
  }

  /** Says something by the way, unless quiet. */
  note(text: string): void {
    if (!this.#options.quiet) this.#say(text);
  }

  /** Says something that only a verbose user wants to know. */
  detail(text: string): void {
    if (this.#options.verbose) this.#say(this.errorStyle.dim(text));
  }

  /** Warns, also when quiet; a program that wants to know what happens is told, too. */
  warn(text: string, topic: WarningTopic = {}): void {
    const { operationId = null, code = null } = topic;
    this.event({ type: "warning", operation_id: operationId, code, message: text });
    this.#say(`${this.errorStyle.yellow("Warning:")} ${text}`);
  }

  /**
   * Tells of an error, with its hint; when verbose also what is underneath. For a program the error also becomes the
   * result on stdout, if there is none yet.
   */
  error(error: unknown, context: ErrorContext = {}): void {
    const { encoder } = this.#options;
    if (encoder !== undefined && !this.#hasResult) {
      this.#hasResult = true;
      const exitCode = error instanceof KtrdrError ? error.exitCode : ExitCode.failure;
      this.#writeData(encoder.error(errorJson(error, context), exitCode));
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
    if (this.#options.verbose) lines.push(...report.advice.map((step) => `  - ${step}`));
    return lines;
  }

  #say(text: string): void {
    const width = this.#options.errorWidth?.();
    const clean = this.#clean(text, this.errorStyle);
    this.#write(this.#options.stderr, width === undefined ? clean : wrapLines(clean, width));
  }

  /** Of what an encoder leaves as it is, control characters must not pass either. */
  #writeData(text: string): void {
    if (text === "") return;
    this.#write(this.#options.stdout, sanitizeText(text, { keepNewlines: true }));
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

/** Breaks long lines between words. One that is indented shows a place in a file or a step, and stays as it is. */
function wrapLines(text: string, width: number): string {
  return text.split("\n").map((line) => line.startsWith(" ") ? line : wrapText(line, { width })).join("\n");
}
