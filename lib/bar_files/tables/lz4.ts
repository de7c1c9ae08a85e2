/**
 * LZ4: frames, as Arrow files have them, and blocks alone, as parquet files do. https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 * @module
 */

const magic = 0x184d2204;
const shortestMatch = 4;

/** The bytes of a frame, of which there must be `length`. Throws a RangeError for a frame that is damaged. */
export function decodeLz4Frame(frame: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== magic) throw damaged();
  const flags = frame[4];
  const hasLength = (flags & 0b1000) !== 0;
  const hasDictionary = (flags & 0b1) !== 0;
  const hasBlockSums = (flags & 0b10000) !== 0;
  const output = new Uint8Array(length);
  let at = 7 + (hasLength ? 8 : 0) + (hasDictionary ? 4 : 0);
  let filled = 0;
  while (at + 4 <= frame.length) {
    const size = view.getUint32(at, true);
    if (size === 0) break;
    const packed = size & 0x7fffffff;
    const block = frame.subarray(at + 4, at + 4 + packed);
    if (block.length < packed) throw damaged();
    filled = size > 0x7fffffff
      ? copyBlock(block, { output, filled })
      : decodeBlock(block, { output, filled });
    at += 4 + packed + (hasBlockSums ? 4 : 0);
  }
  if (filled !== length) throw damaged();
  return output;
}

/** The bytes of a block, of which there must be `length`. Throws a RangeError for a block that is damaged. */
export function decodeLz4Block(block: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(length);
  if (decodeBlock(block, { output, filled: 0 }) !== length) throw damaged();
  return output;
}

interface Output {
  readonly output: Uint8Array<ArrayBuffer>;
  /** Bytes of it that are there already; a block may repeat some of them. */
  readonly filled: number;
}

function copyBlock(block: Uint8Array, { output, filled }: Output): number {
  if (filled + block.length > output.length) throw damaged();
  output.set(block, filled);
  return filled + block.length;
}

/** The number of bytes that are there then. */
function decodeBlock(block: Uint8Array, { output, filled }: Output): number {
  let at = 0;
  let out = filled;
  const readLength = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255;) {
      if (at >= block.length) throw damaged();
      byte = block[at++];
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = readLength(token >> 4);
    if (at + literals > block.length || out + literals > output.length) throw damaged();
    output.set(block.subarray(at, at + literals), out);
    at += literals;
    out += literals;
    if (at === block.length) break;
    if (at + 2 > block.length) throw damaged();
    const distance = block[at] | block[at + 1] << 8;
    at += 2;
    const match = readLength(token & 15) + shortestMatch;
    if (distance === 0 || distance > out || out + match > output.length) throw damaged();
    // Byte by byte, for what is repeated may go on in what is being written.
    const end = out + match;
    for (; out < end; out++) output[out] = output[out - distance];
  }
  return out;
}

function damaged(): RangeError {
  return new RangeError("LZ4 data are damaged");
}
