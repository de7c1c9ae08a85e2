import { assertEquals, assertRejects } from "@std/assert";
import { readBarFile } from "../../lib/bar_files/read_bar_file.ts";
import { readBarStream, type ReadBarStreamOptions } from "../../lib/bar_files/read_bar_stream.ts";

const kilobyte = 1024;
/** As in earnest, but smaller. */
const limits = { whole: 100 * kilobyte, part: 10 * kilobyte, line: 50 * kilobyte, text: 1000 * kilobyte };
const options: ReadBarStreamOptions = { timeframe: "1m", limits };
const header = "date,open,high,low,close,volume\n";
/** More than is read as a whole. */
const manyRows = 9_000;

/** Rows of minutes, the days before the months. */
function rowOf(minute: number): string {
  const time = new Date(Date.UTC(2020, 0, 20) + minute * 60_000).toISOString();
  return `${time.slice(8, 10)}/${time.slice(5, 7)}/${time.slice(0, 4)} ${
    time.slice(11, 16)
  },1.1,1.3,1.0,1.2,5`;
}

function rows(count: number): string[] {
  return Array.from({ length: count }, (_, minute) => rowOf(minute));
}

/** A file in parts of so many bytes. */
async function* inParts(bytes: Uint8Array<ArrayBuffer>, size = 4097) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).bytes();
}

Deno.test("a long file gives in parts what it gives as a whole, packed as well", async () => {
  const lines = rows(manyRows);
  // What is odd stands near the end, long after the first part.
  lines[manyRows - 10] = "1/2/2021 09:00,1,2";
  lines[manyRows - 5] = header.trim();
  lines[manyRows - 3] = rowOf(7);
  const bytes = encode(header + lines.join("\r\n") + "\nThe end of the data\n");
  const whole = await readBarFile(bytes, options);
  const inStream = await readBarStream(inParts(bytes), options);
  assertEquals(inStream, whole);
  assertEquals([whole.problemCount, whole.notes.length, whole.wasSorted], [1, 2, false]);
  assertEquals(await readBarStream(inParts(await pack(bytes)), { ...options, timeframe: "auto" }), whole);
});

Deno.test("what a later part shows is told of as it is of a whole file: another instrument, bars further apart", async () => {
  const titles = "symbol,date,open,high,low,close,volume\n";
  const lines = rows(manyRows).map((row, place) => `${place < manyRows - 1 ? "EURUSD" : "GBPUSD"},${row}`);
  const mixed = encode(titles + lines.join("\n"));
  await assertRejects(() => readBarStream(inParts(mixed), options), RangeError, '"EURUSD", "GBPUSD"');
  const hourly = Array.from({ length: 7_000 }, (_, place) => rowOf(place * 60)).join("\n");
  await assertRejects(
    () => readBarStream(inParts(encode(header + hourly)), options),
    RangeError,
    "usually 1h apart",
  );
});

Deno.test("a packed file that is cut off is refused, and so is a line without an end", async () => {
  const packed = await pack(encode(header + rows(1000).join("\n")));
  const cut = packed.slice(0, packed.length - 20);
  await assertRejects(() => readBarStream(inParts(cut), options), RangeError, "cut off or damaged");
  async function* endless() {
    yield encode(header + rows(7_000).join("\n"));
    while (true) yield await Promise.resolve(new Uint8Array(4 * kilobyte).fill("1".charCodeAt(0)));
  }
  await assertRejects(() => readBarStream(endless(), options), RangeError, "a line of more than 64 MiB");
});

Deno.test("text that never ends is refused at 1 GiB, also where it comes out of a small file", async () => {
  const blank = new Uint8Array(16 * kilobyte).fill("\n".charCodeAt(0));
  async function* endless() {
    yield encode(header + rows(7_000).join("\n"));
    while (true) yield await Promise.resolve(blank);
  }
  await assertRejects(() => readBarStream(endless(), options), RangeError, "more than 1 GiB");
});
