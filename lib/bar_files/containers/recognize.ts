/** What bytes are, by their first ones. */
export type ContainerKind = "gzip" | "zip" | "parquet" | "arrow" | "utf-16le" | "utf-16be" | "json" | "text";

const signatures: readonly (readonly [ContainerKind, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
  ["arrow", [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
  // A stream of Arrow, which has no name at its start.
  ["arrow", [0xff, 0xff, 0xff, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Files that are known and not read, with the way out. */
const refused: readonly (readonly [string, readonly number[]])[] = [
  ["an empty zip", [0x50, 0x4b, 0x05, 0x06]],
  ["compressed with bzip2, unpack it first", [0x42, 0x5a, 0x68]],
  ["compressed with xz, unpack it first", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["compressed with zstd, unpack it first", [0x28, 0xb5, 0x2f, 0xfd]],
  ["a 7z archive, unpack it first", [0x37, 0x7a, 0xbc, 0xaf]],
  ["a rar archive, unpack it first", [0x52, 0x61, 0x72, 0x21]],
  ["an old Excel workbook (.xls), save it as CSV", [0xd0, 0xcf, 0x11, 0xe0]],
  ["an HDF5 file, export it as CSV or parquet", [0x89, 0x48, 0x44, 0x46]],
  ["a feather file of version 1, save it again with a current pandas", [0x46, 0x45, 0x41, 0x31]],
  ["an encrypted parquet file, which is not read", [0x50, 0x41, 0x52, 0x45]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["an SQLite database, export the table as CSV", [...new TextEncoder().encode("SQLite format 3")]],
  ["a pickle of Python, which can run programs: export it as CSV or parquet", [0x80, 0x04, 0x95]],
  ["a page of HTML, not a table", [...new TextEncoder().encode("<!DOCTYPE")]],
  ["a page of HTML, not a table", [...new TextEncoder().encode("<!doctype")]],
  ["a page of HTML, not a table", [...new TextEncoder().encode("<html")]],
];

/** The kind of a file. Throws a RangeError for a kind that is known and not read. */
export function recognize(bytes: Uint8Array): ContainerKind {
  const starts = (signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte);
  const kind = signatures.find(([, signature]) => starts(signature))?.[0];
  if (kind !== undefined) return kind;
  const known = refused.find(([, signature]) => starts(signature));
  if (known !== undefined) throw new RangeError(`The file is ${known[0]}`);
  // Text of two bytes a character without a mark at its start.
  if (bytes.length > 3 && bytes[0] !== 0 && bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
  if (bytes.length > 3 && bytes[1] !== 0 && bytes[0] === 0 && bytes[2] === 0) return "utf-16be";
  if (bytes.subarray(0, 1_000).includes(0)) {
    throw new RangeError(
      "The file is binary and of no known kind, expected bars as text, JSON, parquet, feather or xlsx, also in gzip or zip",
    );
  }
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let at = isMarked ? 3 : 0;
  while (bytes[at] === 0x20 || (bytes[at] >= 0x09 && bytes[at] <= 0x0d)) at++;
  return bytes[at] === 0x5b || bytes[at] === 0x7b ? "json" : "text";
}
