/** The text of a stream, as it comes. */
export class Transcript {
  text = "";
  /** Resolves when the stream is at its end. */
  readonly closed: Promise<void>;
  #isClosed = false;
  #more = Promise.withResolvers<void>();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.closed = this.#collect(stream);
  }

  /** The first match, as soon as there is one; null where the stream ends without. */
  async find(pattern: RegExp): Promise<RegExpMatchArray | null> {
    for (;;) {
      const found = this.text.match(pattern);
      if (found !== null || this.#isClosed) return found;
      await this.#more.promise;
    }
  }

  async #collect(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      this.text += decoder.decode(chunk, { stream: true });
      this.#announce();
    }
    this.#isClosed = true;
    this.#announce();
  }

  #announce(): void {
    const { resolve } = this.#more;
    this.#more = Promise.withResolvers();
    resolve();
  }
}
