import { assert, assertEquals, assertRejects } from "@std/assert";
import { ServiceError } from "../../../../lib/engine/services/service_error.ts";
import { KtrdrError } from "../../../../lib/errors.ts";
import { startUpload, wholeUpload } from "../../../../lib/engine/services/uploads/upload_body.ts";
import { UploadReader } from "../../../../lib/engine/services/uploads/upload_reader.ts";
import { makeZip } from "../../../support/make_zip.ts";

const worker = import.meta.resolve("../../../../lib/engine/worker.ts");
const options = {
  timeframe: "1m",
  name: "",
  isNamed: false,
  contentType: "",
  reading: {},
  skipBadRows: false,
  mostSkipped: 0,
};
/** A megabyte without anything. */
const blank = new Uint8Array(1024 * 1024).fill("\n".charCodeAt(0));
const header = "timestamp,open,high,low,close,volume\n";

/** A reader, and how many threads it has started. */
function openReader(limits: { timeout?: number } = {}) {
  const started: Worker[] = [];
  const createWorker = () => {
    const thread = new Worker(worker, { type: "module" });
    started.push(thread);
    return thread;
  };
  const reader = new UploadReader({ createWorker, ...limits });
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
  const short = await reader.readBars(wholeUpload(minutes(100)), options);
  assertEquals([short.bars.time.length, started.length], [100, 0]);
  const long = await reader.readBars(wholeUpload(minutes(30_000)), options);
  assertEquals([long.bars.time.length, started.length], [30_000, 1]);
  assertEquals(long.files[0].understood, short.files[0].understood);
  assertEquals(long.bars.time.slice(0, 100), short.bars.time);
});

Deno.test("a packed file is long sooner", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const packed = new Blob([minutes(30_000)]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = await new Response(packed).bytes();
  assert(bytes.length < 1024 * 1024);
  const { bars } = await reader.readBars(wholeUpload(bytes), options);
  assertEquals([bars.time.length, started.length], [30_000, 1]);
});

Deno.test("a table is read in a thread of its own, however short it is, also in a zip", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const folder = new URL("../../../bar_files/fixtures/", import.meta.url);
  const parquet = await Deno.readFile(new URL("polars_zstd.parquet", folder));
  for (const bytes of [makeZip({ "a.parquet": parquet }), parquet]) {
    const { bars } = await reader.readBars(wholeUpload(bytes), { ...options, timeframe: "1h" });
    assertEquals(bars.time.length, 6);
  }
  assertEquals(started.length, 2);
});

Deno.test("a long file without bars is refused as a short one is", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const refuse = (length: number) => {
    const text = "a,b\n" + "1,2\n".repeat(length);
    return assertRejects(
      () => reader.readBars(wholeUpload(new TextEncoder().encode(text)), options),
      ServiceError,
    );
  };
  const [short, long] = [await refuse(10), await refuse(300_000)];
  assertEquals(long.message, short.message);
  assertEquals(started.length, 1);
});

Deno.test("a reader that is disposed of ends its threads, and says so to whoever waits", async () => {
  const { reader } = openReader();
  const reading = reader.readBars(wholeUpload(minutes(30_000)), options);
  reader[Symbol.dispose]();
  await assertRejects(() => reading, KtrdrError, "the engine was closed");
});

Deno.test("a long strategy is checked in a thread of its own, a short one at once", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const short = await reader.listErrors("name: x\n");
  assertEquals(started.length, 0);
  const long = await reader.listErrors("name: x\n" + "# a comment\n".repeat(1000));
  assertEquals(started.length, 1);
  assertEquals(long.map(({ message }) => message), short.map(({ message }) => message));
  assert(short.length > 0);
});

Deno.test("a long model is refused as a short one is", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const refuse = (length: number) => {
    const text = JSON.stringify({ format: "ktrdr-model", files: { "model.json": "x".repeat(length) } });
    return assertRejects(() => reader.readModel(wholeUpload(new TextEncoder().encode(text))), ServiceError);
  };
  const [short, long] = [await refuse(10), await refuse(2 ** 20)];
  assertEquals([long.status, long.body], [short.status, short.body]);
  assertEquals(started.length, 1);
});

Deno.test("what takes too long to read is refused, and its thread ended", async () => {
  const { reader } = openReader({ timeout: 0.001 });
  using _ending = reader;
  const error = await assertRejects(
    () => reader.readBars(wholeUpload(minutes(30_000)), options),
    ServiceError,
  );
  assertEquals([error.status, error.message], [400, "To read what was uploaded takes longer than 0.001 s"]);
});

Deno.test("long uploads are read one after the other, whatever becomes of the one before", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const refused = assertRejects(
    () => reader.readBars(wholeUpload(new TextEncoder().encode("a,b\n" + "1,2\n".repeat(300_000))), options),
    ServiceError,
  );
  const { bars } = await reader.readBars(wholeUpload(minutes(30_000)), options);
  await refused;
  assertEquals([bars.time.length, started.length], [30_000, 2]);
});

Deno.test("an upload that is longer than what is taken in at first comes as the thread asks for it", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  const rows = ["2000-01-01,1.1,1.3,1.0,1.2,5\n", "2000-01-02,1.1,1.3,1.0,1.2,5"];
  const [head, row, later] = [header, ...rows].map((text) => new TextEncoder().encode(text));
  async function* parts() {
    yield head.slice();
    yield row.slice();
    for (let part = 0; part < 4; part++) yield await Promise.resolve(blank.slice());
    yield later.slice();
  }
  const body = await startUpload(parts());
  assert(body.rest !== null);
  const { bars } = await reader.readBars(body, { ...options, timeframe: "1d" });
  assertEquals([[...bars.time], started.length], [[1, 2].map((day) => Date.UTC(2000, 0, day)), 1]);
});

Deno.test("an upload that breaks off in a thread is refused with its reason, and the next one is read", async () => {
  const { reader, started } = openReader();
  using _ending = reader;
  async function* parts() {
    yield minutes(10);
    for (let part = 0; part < 4; part++) yield await Promise.resolve(blank.slice());
    throw new Error("the line is dead");
  }
  const broken = assertRejects(
    async () => reader.readBars(await startUpload(parts()), options),
    Error,
    "the line is dead",
  );
  await broken;
  const { bars } = await reader.readBars(wholeUpload(minutes(30_000)), options);
  assertEquals([bars.time.length, started.length], [30_000, 2]);
});
