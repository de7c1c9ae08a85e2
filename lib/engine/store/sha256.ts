import { crypto } from "./node_builtins.ts";

/** The SHA-256 of bytes that come in parts. */
export class Sha256 {
  readonly #hash = crypto.createHash("sha256");

  /** The same parts, which count for the hash as they pass. */
  async *pass(parts: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for await (const part of parts) {
      this.#hash.update(part);
      yield part;
    }
  }

  /** The hash of all that has passed, as hexadecimal digits; once. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}
