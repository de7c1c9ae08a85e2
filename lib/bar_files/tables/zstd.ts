import { Decompress } from "fzstd";

/** Unpacked bytes, of which there must be `length`. Throws a RangeError where there are more or fewer. */
export function decodeZstd(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(length);
  let filled = 0;
  const stream = new Decompress((chunk) => {
    if (filled + chunk.length > length) throw new RangeError("Zstandard data are longer than they say");
    output.set(chunk, filled);
    filled += chunk.length;
  });
  stream.push(packed, true);
  if (filled !== length) throw new RangeError("Zstandard data are shorter than they say");
  return output;
}
