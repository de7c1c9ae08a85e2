import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readBarFile } from "../../lib/bar_files/read_bar_file.ts";
import { parseBarText } from "../support/parse_bar_text.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("parseBarText() says that lines end with CR alone", () => {
  const row = "time,open,high,low,close\r2020-01-05,1,2,.5,1.5\r";
  assertThrows(() => parseBarText(row), RangeError, "The lines end with CR alone, expected LF or CRLF");
});

Deno.test("parseBarText() says why rows are bad also where they leave no bars to tell the timeframe by", () => {
  const rows = [1, 2, 3, 4].map((hour) => `03/04/2024 0${hour}:00,1,2,.5,1.5\n`).join("");
  assertThrows(
    () => parseBarText(`time,open,high,low,close\n${rows}`, { timeframe: "auto" }),
    RangeError,
    '4 of 4 rows cannot be read: line 2: Date "03/04/2024 01:00" may be day/month or month/day',
  );
});

Deno.test("readBarFile() says what a file is that is none of bars, and takes no file that is cut off", async () => {
  const gzip = new Uint8Array(
    await new Response(
      new Blob(["time,open\n".repeat(999)]).stream().pipeThrough(new CompressionStream("gzip")),
    )
      .arrayBuffer(),
  );
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [encode("BZh9"), "compressed with bzip2, unpack it first"],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "an old Excel workbook (.xls), save it as CSV"],
    [encode("<!DOCTYPE html><title>bars</title>"), "a page of HTML, not a table"],
    [encode("abc\0\x01def"), "The file is binary and of no known kind"],
    [gzip.subarray(0, -10), "The file is cut off or damaged"],
    [encode("PK\x03\x04 and no more"), "The zip is cut off or damaged"],
    [encode("[[1709892000000,10,12,9"), "starts like JSON and is none"],
    [encode("{}"), "The JSON has no rows"],
    [encode("PAR1"), "The parquet file is cut off"],
    [encode("ARROW1"), "The Arrow file is cut off"],
    [encode("PARE and more"), "an encrypted parquet file"],
  ];
  for (const [bytes, message] of cases) {
    await assertRejects(() => readBarFile(bytes, { timeframe: "1d" }), RangeError, message);
  }
});

Deno.test("readBarFile() stops unpacking where more comes out than an import takes", async () => {
  const zeros = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (controller) => controller.enqueue(new Uint8Array(1_048_576)),
      pull(controller) {
        if (this.count++ < 260) controller.enqueue(new Uint8Array(1_048_576));
        else controller.close();
      },
      count: 0,
    } as UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> & { count: number },
  );
  const bomb = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).bytes();
  await assertRejects(
    () => readBarFile(bomb, { timeframe: "1d" }),
    RangeError,
    "unpacks to more than 256 MiB",
  );
});

Deno.test("parseBarText() refuses a zone that does not exist", () => {
  for (const zone of ["+15:00", "-99:00", "+05:60", "+0599"]) {
    const { problems } = parseBarText(`time,open,high,low,close\n2020-01-05T10:00${zone},1,2,.5,1.5\n`);
    assertEquals(problems.length, 1, zone);
  }
});
