import { isUtf8 } from "../is_utf8.ts";

/** UTF-8 bytes of a text: the given ones, or where they are none, those of the text with U+FFFD for what is no UTF-8. */
export function utf8Bytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (isUtf8(bytes)) return bytes;
  return new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
}
