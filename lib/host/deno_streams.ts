/**
 * The streams of this process.
 * @module
 */
import { utf8Bytes } from "./utf8_bytes.ts";
import { InputError, type InputStream, OutputError, type OutputStream } from "./host.ts";

/** What text is written to. */
export interface SyncWriter {
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

  async readText(): Promise<string> {
    this.#readUp();
    return this.#take(this.#rest.length) + await new Response(Deno.stdin.readable).text();
  }

  async readUtf8(): Promise<Uint8Array<ArrayBuffer>> {
    this.#readUp();
    const rest = new TextEncoder().encode(this.#take(this.#rest.length));
    const body = await new Response(Deno.stdin.readable).bytes();
    return utf8Bytes(rest.length === 0 ? body : await new Blob([rest, body]).bytes());
  }

  async readLine(): Promise<string | null> {
    const bytes = new Uint8Array(1024);
    while (!this.#rest.includes("\n")) {
      const count = await Deno.stdin.read(bytes);
      if (count === null) return this.#rest === "" ? null : this.#take(this.#rest.length);
      this.#rest += this.#decoder.decode(bytes.subarray(0, count), { stream: true });
    }
    return this.#take(this.#rest.indexOf("\n") + 1).replace(/\r?\n$/, "");
  }

  #readUp(): void {
    if (this.#isReadUp) throw new InputError("stdin is named twice, and can be read only once");
    this.#isReadUp = true;
  }

  #take(length: number): string {
    const text = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return text;
  }
}
