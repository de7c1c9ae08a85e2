import { assert, assertEquals, assertRejects } from "@std/assert";
import { KtrdrError } from "../../../lib/errors.ts";
import { BarFileReader } from "../../../lib/engine/services/served/bar_file_reader.ts";

const worker = import.meta.resolve("../../../lib/engine/worker.ts");
const options = { timeframe: "1m" } as const;
const header = "timestamp,open,high,low,close,volume\n";

/** A reader, and how many threads it has started. */
function openReader() {
  const started: Worker[] = [];
  const reader = new BarFileReader(() => {
    const thread = new Worker(worker, { type: "module" });
    started.push(thread);
    return thread;
  });
  return { reader, started };
}

/** A file of so many minutes; 30,000 are more than a megabyte. */
function minutes(count: number): Uint8Array<ArrayBuffer> {
  const row = (bar: number) =>
    `${new Date(Date.UTC(2000, 0, 1) + bar * 60_000).toISOString()},1.1,1.3,1.0,1.2,5`;
  return new TextEncoder().encode(header + Array.from({ length: count }, (_, bar) => row(bar)).join("\n"));
}

Deno.test("a long file is read in a thread of its own, a short one at once: both give the same", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const short = await reader.read(minutes(100), options);
  assertEquals([short.bars.time.length, started.length], [100, 0]);
  const long = await reader.read(minutes(30_000), options);
  assertEquals([long.bars.time.length, started.length], [30_000, 1]);
  assertEquals(long.understood, short.understood);
  assertEquals(long.bars.time.slice(0, 100), short.bars.time);
});

Deno.test("a packed file is long sooner", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const packed = new Blob([minutes(30_000)]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = await new Response(packed).bytes();
  assert(bytes.length < 1024 * 1024);
  const { bars } = await reader.read(bytes, options);
  assertEquals([bars.time.length, started.length], [30_000, 1]);
});

Deno.test("a long file without bars is refused as a short one is", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const refuse = (length: number) => {
    const text = "a,b\n" + "1,2\n".repeat(length);
    return assertRejects(() => reader.read(new TextEncoder().encode(text), options), RangeError);
  };
  const [short, long] = [await refuse(10), await refuse(300_000)];
  assertEquals(long.message, short.message);
  assertEquals(started.length, 1);
});

Deno.test("a reader that is disposed of ends its threads, and says so to whoever waits", async () => {
  const { reader } = openReader();
  const reading = reader.read(minutes(30_000), options);
  reader[Symbol.dispose]();
  await assertRejects(() => reading, KtrdrError, "the engine was closed");
});
