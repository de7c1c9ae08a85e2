/**
 * Columns of numbers as bytes: Float64, little-endian, which is the order of every machine that Deno runs on.
 * @module
 */

/** The bytes of a column, as a view on the same memory. */
export function columnBytes(column: Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** The column that {@linkcode columnBytes} made the bytes of. Copies only bytes that are not aligned. */
export function bytesColumn(bytes: Uint8Array): Float64Array {
  const width = Float64Array.BYTES_PER_ELEMENT;
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return new Float64Array(aligned.buffer, aligned.byteOffset, Math.floor(bytes.byteLength / width));
}
