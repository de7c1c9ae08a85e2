/** The text of UTF-8 bytes, a mark at its start included, with U+FFFD for what is no UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
