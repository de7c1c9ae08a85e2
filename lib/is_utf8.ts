/** Bytes that become text at once: the text is dropped, and the next one takes its memory. */
const pieceSize = 262_144;

/** Whether bytes are UTF-8 text, as a whole. */
export function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let start = 0, end = 0; start < bytes.length; start = end) {
      end = start + pieceSize;
      while (isContinuation(bytes[end])) end++;
      decoder.decode(bytes.subarray(start, end));
    }
    return true;
  } catch {
    return false;
  }
}

/** Whether a byte is not the first one of a character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
