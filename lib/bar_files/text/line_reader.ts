/** Bytes that become text at once. A text is short-lived then, and its memory is used again for the next one. */
const blockSize = 262_144;

const lineFeed = 10;
const carriageReturn = 13;
/** Behind it all characters of ASCII but the last can be seen. */
const blank = 32;

/**
 * The lines of a file, one after the other. Lines end with LF or CRLF; blank ones count too. The current line is
 * `text.slice(start, end)`, so that whoever looks only at its characters needs no copy of it.
 */
export class LineReader {
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Bytes that are in `text` or before it. */
  #decoded = 0;
  #text = "";
  #start = 0;
  #end = 0;
  /** Where the line after the current one starts. */
  #next = 0;
  #number = 0;

  /**
   * The lines of UTF-8 text; a byte order mark at its start is no part of the first one. `before` is how many lines the
   * file has before them.
   */
  constructor(bytes: Uint8Array, before = 0) {
    this.#bytes = bytes;
    this.#number = before;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#decoded = 3;
  }

  /** A part of the file that has the current line. */
  get text(): string {
    return this.#text;
  }

  /** Where the line starts in `text`. */
  get start(): number {
    return this.#start;
  }

  /** Where the line ends in `text`, without its line end. */
  get end(): number {
    return this.#end;
  }

  /** Characters of the line, in UTF-16 units. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** The number of the line, counted from 1. */
  get number(): number {
    return this.#number;
  }

  /** Whether there is nothing but blanks on the line. */
  get isBlank(): boolean {
    if (this.#start === this.#end) return true;
    // Nearly every line starts with a digit or a letter, which tells without a look at the rest.
    const first = this.#text.charCodeAt(this.#start);
    return !(first > blank && first < 0x7f) && this.take().trim() === "";
  }

  /** The line itself, or its first `most` characters. */
  take(most: number = this.length): string {
    return this.#text.slice(this.#start, Math.min(this.#start + most, this.#end));
  }

  /** Goes to the next line; false where there is none. */
  next(): boolean {
    if (this.#next >= this.#text.length && !this.#decodeBlock()) return false;
    const start = this.#next;
    const feed = this.#text.indexOf("\n", start);
    const end = feed < 0 ? this.#text.length : feed;
    const isCrLf = end > start && this.#text.charCodeAt(end - 1) === carriageReturn;
    this.#start = start;
    this.#end = isCrLf ? end - 1 : end;
    this.#next = end + 1;
    this.#number++;
    return true;
  }

  /** A block ends with a line, however long that is. */
  #decodeBlock(): boolean {
    const first = this.#decoded;
    if (first >= this.#bytes.length) return false;
    let end = this.#bytes.lastIndexOf(lineFeed, first + blockSize) + 1;
    if (end <= first) end = this.#bytes.indexOf(lineFeed, first) + 1;
    if (end === 0) end = this.#bytes.length;
    this.#text = this.#decoder.decode(this.#bytes.subarray(first, end));
    this.#decoded = end;
    this.#next = 0;
    return true;
  }
}

/** The number of lines in a file, blank ones included. */
export function countLines(bytes: Uint8Array): number {
  let count = 1;
  for (let index = 0; index < bytes.length; index++) if (bytes[index] === lineFeed) count++;
  return count;
}
