/** A zip of files, which are in it as they are. */
export function makeZip(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const title = new TextEncoder().encode(name);
    const facts = [[0, 2], [0, 2], [0, 4], [0, 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2]];
    const local = pack([[0x04034b50, 4], [20, 2], ...facts, [0, 2]]);
    directory.push(
      pack([[0x02014b50, 4], [20, 2], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]),
      title,
    );
    parts.push(local, title, bytes);
    at += local.length + title.length + bytes.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = pack([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [length, 4], [at, 4], [0, 2]]);
  return Uint8Array.from([...parts, ...directory, end].flatMap((part) => [...part]));
}

/** Numbers of so many bytes, the lowest byte first. */
function pack(numbers: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap(([number, size]) =>
      Array.from({ length: size }, (_, place) => Math.floor(number / 256 ** place) % 256)
    ),
  );
}
