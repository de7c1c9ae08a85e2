/**
 * The streams of this process.
 * @module
 */
import { readUpTo } from "./read_bounded.ts";
import { decodeText } from "./decode_text.ts";
import { InputError, type InputStream, OutputError, type OutputStream, type ReadOptions } from "./host.ts";

/** Most characters of a line: what a person types is shorter. */
const longestLine = 64 * 1024;

/** What text is written to. */
interface SyncWriter {
  writeSync(bytes: Uint8Array): number;
  isTerminal(): boolean;
}

/** One of the streams that a process writes to. */
export class DenoOutput implements OutputStream {
  readonly #writer: SyncWriter;
  readonly #encoder = new TextEncoder();
  /** Whether it matters when something is not written. */
  readonly #isData: boolean;
  #isClosed = false;

  constructor(writer: SyncWriter, { isData }: { isData: boolean }) {
    this.#writer = writer;
    this.#isData = isData;
  }

  get isTerminal(): boolean {
    return this.#writer.isTerminal();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(text: string): void {
    const bytes = this.#encoder.encode(text);
    for (let written = 0; written < bytes.length && !this.#isClosed;) {
      try {
        written += this.#writer.writeSync(bytes.subarray(written));
      } catch (error) {
        if (error instanceof Deno.errors.WouldBlock) continue;
        if (!this.#isData && !isReaderGone(error)) return; // a log on a full disk ends nothing
        this.#isClosed = true;
        if (!isReaderGone(error)) throw new OutputError(reasonOf(error), { cause: error });
      }
    }
  }
}

/** A pipe without a reader, or a terminal that was closed. */
function isReaderGone(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe ||
    (error instanceof Error && "code" in error && error.code === "EIO");
}

/** The system's words without its number. */
function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replace(/ \(os error \d+\)$/, "");
}

/** The stream that a process reads. */
export class DenoInput implements InputStream {
  readonly #decoder = new TextDecoder();
  /** What was read and not given out yet. */
  #rest = "";
  #isReadUp = false;

  get isTerminal(): boolean {
    return Deno.stdin.isTerminal();
  }

  async readText(options: ReadOptions): Promise<string> {
    return decodeText(await this.readBytes(options));
  }

  async readLine(): Promise<string | null> {
    const bytes = new Uint8Array(1024);
    while (!this.#rest.includes("\n") && this.#rest.length < longestLine) {
      const count = await Deno.stdin.read(bytes);
      if (count === null) return this.#rest === "" ? null : this.#take(this.#rest.length);
      this.#rest += this.#decoder.decode(bytes.subarray(0, count), { stream: true });
    }
    const end = this.#rest.indexOf("\n") + 1;
    return this.#take(end === 0 ? longestLine : end).replace(/\r?\n$/, "");
  }

  async readBytes(options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#isReadUp) {
      throw new InputError("it is named twice, and can be read only once, expected '-' in one place");
    }
    this.#isReadUp = true;
    const rest = new TextEncoder().encode(this.#take(this.#rest.length));
    const body = await readUpTo(Deno.stdin, options);
    return rest.length === 0 ? body : await new Blob([rest, body]).bytes();
  }

  #take(length: number): string {
    const text = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return text;
  }
}
