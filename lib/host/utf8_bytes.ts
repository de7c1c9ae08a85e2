import { isUtf8 } from "../is_utf8.ts";

/** UTF-8 bytes of a text: the given ones, or where they are none, those of the text with U+FFFD for what is no UTF-8. */
export function utf8Bytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return isUtf8(bytes) ? bytes : new TextEncoder().encode(decodeText(bytes));
}

/** The text of UTF-8 bytes, a mark at its start included, with U+FFFD for what is no UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
